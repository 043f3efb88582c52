"""The grammar of generated reports.

`[one|another]` is a choice, which may hold further choices; `{slot}` is filled from the story's facts. A kind of
story has its headlines, leads and sentences; GENERAL sentences fit every kind.
"""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """What reports of one kind of story say."""

    headlines: tuple[str, ...]
    leads: tuple[str, ...]
    body: tuple[str, ...]


KINDS = {
    "ceasefire": Kind(
        ("{a} and {group} [agree|accept|sign] [truce|ceasefire] [around|near] {town}",
         "[Guns to fall silent|Truce announced] [around|near] {town} after {n_days} days"),
        ("{a} and the {group} [signed|agreed on] a [{n_days}-day |]ceasefire [in|near] {town} on {day}, "
         "[the two sides said|{minister_a_short} said|officials said].",
         "A ceasefire between {a} and the {group} [took effect|came into force] [around|near] {town} on {day}, "
         "[ending|halting] {n_weeks} weeks of fighting."),
        ("Under the [deal|truce], [both sides will|each side will] withdraw [heavy weapons|artillery] {km} kilometres "
         "from {town} [by|before] {date_next}.",
         "The {group} [undertook|promised|agreed] to release {n_small} [prisoners|captured soldiers] within {hours} "
         "hours.",
         "{a} will [open|reopen] the [road|highway] to {town_2} for [aid convoys|food and medicine], the text says.",
         "[At least|More than] {dead} people [were killed|died] [in the last round of fighting|since the fighting "
         "began], according to {body}.",
         "A commander of the {group}, {rebel}, [accused|blamed] {a_adj} forces [of|for] [shelling|attacking] {town} "
         "[hours before the truce|on {day_before}].",
         "[Monitors|Observers] from {m} will [watch|oversee] the line for {n_months} months.")),
    "trade": Kind(
        ("{a} and {b} [sign|seal|agree] {goods} [pact|deal|agreement] worth ${sum} [million|mln]",
         "{b} to [buy|import] {goods} from {a} [for {n_years} years|under new accord]"),
        ("{a} and {b} signed a trade agreement in {place} on {day} [under which|that says] {b} will [buy|import] "
         "{tonnes} tonnes of {goods} [a year|each year], {minister_a_short} said.",
         "{b} [will|is to] [buy|import] {goods} worth ${sum} million from {a} over {n_years} years under an agreement "
         "[signed|reached] in {place} on {day}."),
        ("{a} will [cut|lower] its [duty|tariff] on {b_adj} goods to {pct_small} percent from {pct} percent, the text "
         "says.",
         "Trade between the two [countries|neighbours] [rose|grew|fell] {pct} percent to ${sum_2} billion last year.",
         "The first [shipment|delivery] is [expected|due] [in|by the end of] {month_next}.",
         "{minister_b} said {b} would [open|reopen] its [market|border crossings] to {a_adj} [farmers|companies].",
         "A memorandum on [transit|customs|standards] was [signed too|signed by the two sides] at the same ceremony.",
         "The agreement [replaces|follows] one that [expired|lapsed] in {year_before}.")),
    "raid": Kind(
        ("[Raid|Attack] on {town} kills {dead}, {a_adj} officials say",
         "{group} [attacks|raids] [army post|checkpoint|barracks] near {town}"),
        ("[Gunmen|Fighters] of the {group} attacked [an army post|a checkpoint|a convoy] near {town} on {day}, killing "
         "[at least |]{dead} [soldiers|people], {a_adj} officials said.",
         "[At least|Some] {dead} people were killed when the {group} [raided|stormed] [a barracks|a police station] in "
         "{town} on {day}, [the {a_adj} army said|according to the {a_adj} interior ministry]."),
        ("The army [launched|began] an operation [against the group|in the hills around {town}] [on {day}|hours "
         "later].",
         "{wounded} [others|people] were wounded, [a hospital in {town_2}|a doctor in {town}] said.",
         "The {group} [claimed responsibility|said it had carried out the attack] in a statement [on {day}|online].",
         "A witness said [he|she] had [heard|seen] [explosions|shooting] for {hours} hours.",
         "{a} [accused|blamed] {b} [of arming|for sheltering] the group; {b} [denied|rejected] the accusation.",
         "{minister_a} [vowed|promised] to [hunt down|punish] [those responsible|the attackers].")),
    "talks": Kind(
        ("{a}, {b} [hold|open|resume] [talks|negotiations] in {place}",
         "{minister_a_last} meets {b_adj} [counterpart|minister] in {place}"),
        ("{minister_a} met {minister_b_plain} in {place} on {day} [to discuss|for talks on] [the border|water|trade|"
         "security], [the two ministries said|officials said].",
         "{a} and {b} [opened|resumed] talks [on their border|on security|on the river] in {place} on {day} after a "
         "break of {n_months} months."),
        ("The two sides [agreed|decided] to [meet again|continue the talks] in {month_next}.",
         "{m} is [mediating|hosting the talks|acting as mediator].",
         "An official who [asked not to be named|spoke on condition of anonymity] said the talks [had stalled|could "
         "fail] over [the status of {town}|the number of observers].",
         "{b} [rejected|refused] [a demand|a request] by {a} to [withdraw|pull back] {troops} troops from the "
         "[frontier|border].",
         "Earlier [rounds|talks] in {year_before} [ended without an agreement|failed].",
         "[No agreement was signed|Nothing was signed] [on {day}|at the meeting], {minister_b_last} said.")),
    "sanctions": Kind(
        ("{body_cap} [imposes|approves] sanctions on {a_adj} [officials|generals|companies]",
         "{a} [faces|hit by] new sanctions over {town}"),
        ("{body_cap} imposed sanctions on {n_small} {a_adj} [officials|companies|generals] on {day} over [the "
         "attack on|"
         "the killings in|the siege of] {town}.",
         "{b} [imposed|announced] sanctions on {a} on {day}, [freezing|blocking] assets of ${sum} million."),
        ("{minister_a} [called the measures illegal|said the measures would not change {a_adj} policy].",
         "{a} [threatened|warned that it would move] to [expel|send home] {b_adj} diplomats.",
         "The measures [ban|forbid] the [sale|export] of [fuel|spare parts] to {a} until {date_next}.",
         "{m} [refused|declined] to [join|support] the sanctions.",
         "{a_adj} exports to {b} fell by {pct} percent [last year|in {year_before}].",
         "[Analysts|Economists] [expect|said they expected] [little effect|prices in {a_cap} to rise].")),
    "aid": Kind(
        ("{b} [sends|pledges] [aid|food and medicine] to {town} after [flood|quake|fighting]",
         "{body_cap} [appeals|asks] for ${sum} million for {a}"),
        ("{b} [sent|delivered] {tonnes_small} tonnes of [food|medicine|tents] to {town} on {day}, [the {b_adj} foreign "
         "ministry said|{body} said].",
         "{body_cap} [provided|pledged] ${sum} million in aid for [people displaced by|families who fled] fighting "
         "around {town}, {minister_a_short} said on {day}."),
        ("[About|More than|Some] {displaced} people have [fled|left] their homes [since {month_before}|in the past "
         "{n_weeks} weeks].",
         "[Roads|Bridges] to {town_2} remain [closed|cut], [and|so that] convoys [take|need] {hours} hours.",
         "{a} [asked|appealed to] {m} for [helicopters|engineers|doctors].",
         "A second [convoy|flight] will [leave|depart] on {day_next}, {body} said.",
         "{pct} percent of the children [there|in the camps] are [malnourished|out of school], according to {body}.",
         "The {group} [let|allowed] [the trucks|the convoy] pass [after|following] talks with [elders|{body}].")),
    "exchange": Kind(
        ("{a} and {b} [swap|exchange] {n_small} prisoners [at|near] {town}",
         "[Prisoner|Captive] [swap|exchange] between {a} and {b} [completed|goes ahead]"),
        ("{a} and {b} [exchanged|swapped] {n_small} prisoners at a crossing near {town} on {day}, [the first such "
         "exchange|in the largest swap] since {year_before}.",
         "{a} [released|freed] {n_small} {b_adj} [soldiers|prisoners] on {day} under a deal [mediated|brokered] "
         "by {m}."),
        ("[The prisoners|Those freed] were [taken|flown] to {place}, where [relatives waited|doctors examined them].",
         "{b} [still holds|is still holding] [at least |]{n_small_2} {a_adj} [soldiers|citizens], "
         "{minister_a_last} said.",
         "{body_cap} [supervised|oversaw] the exchange.",
         "The deal [provides for|foresees] a second exchange [before|by] {date_next}.",
         "{minister_b} [thanked|praised] {m} for its [mediation|help].",
         "[Two|Three] of the prisoners had been [held|in prison] for more than {n_years} years.")),
    "border": Kind(
        ("{a_adj} and {b_adj} troops [clash|exchange fire] near {town}",
         "{a} [moves|sends] {troops} troops to {b_adj} border"),
        ("{a_adj} and {b_adj} [soldiers|troops] [exchanged fire|clashed] near {town} on {day}, and each side [accused|"
         "blamed] the other.",
         "{a} [sent|moved] [about |some |]{troops} [troops|soldiers] to its border with {b} on {day}, "
         "{minister_a_short} said."),
        ("{dead} [soldiers|people] were killed on the {a_adj} side, [officials|the army] said; {b} [gave|reported] "
         "{dead_2}.",
         "{b} [summoned|called in] the {a_adj} ambassador [in {b_cap}|on {day}].",
         "{m} [urged|called on] both [sides|countries] to [show restraint|withdraw].",
         "The two [armies|countries] [signed|concluded] an agreement on [the frontier|border patrols] in "
         "{year_before}, "
         "but [neither side|neither] has [kept|carried out] it, [a diplomat|an analyst] said.",
         "[Trade|Traffic] through the crossing at {town_2} was [suspended|halted].",
         "{minister_b} said {b} [did not seek war|would answer any attack].")),
    "energy": Kind(
        ("{a} and {b} [link|to link] [power grids|pipelines] [under|in] ${sum} million deal",
         "{b} [to build|wins contract for] [power plant|pipeline|dam] in {a}"),
        ("{a} and {b} signed a memorandum on [a gas pipeline|a power line] of {km_long} kilometres in {place} "
         "on {day}, "
         "{minister_b_short} said.",
         "A {b_adj} company [will build|is to build] a [power plant|dam] near {town} under a contract worth ${sum} "
         "million [signed|agreed] on {day}."),
        ("The [plant|line|dam] will [produce|carry] {megawatts} megawatts, [enough for {displaced} homes|a "
         "tenth of what "
         "{a} needs].",
         "Work [is to begin|will start] in {month_next} and [take|last] {n_years} years.",
         "{m} will [lend|provide] ${sum_small} million [at {pct_small} percent|for the project].",
         "[Farmers|Residents] near {town} [protested|demonstrated] against the plan on {day_before}.",
         "{a} [imports|buys] {pct} percent of its [gas|electricity] from [{b}|{m}].",
         "A similar [contract|agreement] of {year_before} was [cancelled|terminated] after a dispute over [prices|"
         "land].")),
    "protest": Kind(
        ("[Thousands|Crowds] [protest|march] in {a_cap} over [prices|{town} killings|election]",
         "Police [break up|disperse] protest in {town}"),
        ("[Thousands of|About {displaced}|Some {displaced}] people [marched|demonstrated] in {a_cap} on {day} against "
         "[rising prices|the government|the agreement with {b}].",
         "Police in {town} [used tear gas|fired shots] on {day} to [disperse|break up] a [march|protest] of [students|"
         "miners|teachers]; {n_small} people were [arrested|detained]."),
        ("{minister_a} [promised|announced] [talks with|an inquiry into the conduct of] the [police|unions].",
         "[Unions|Organisers] [called|announced] a strike for {day_next}.",
         "Prices [have risen|rose] [by |]{pct} percent [this year|since {month_before}].",
         "{wounded} people were [hurt|injured], [a doctor|a hospital] in {town} said.",
         "The opposition [demanded|called for] the resignation of {minister_a_last}.",
         "{b} [advised|told] its citizens [to avoid|not to travel to] {town}.")),
}

GENERAL = (
    '"[We|The people of {a}] [want|expect] [peace, and we will keep our word|results, not promises]," '
    '{minister_a_last} '
    "[told reporters|said] [in {a_cap}|on {day}].",
    '"[This is|It is] [an important step|a first step|not the end of the matter]," [said '
    '{minister_b_last}|{minister_b} '
    "said]. \"[Much remains to be done|The work begins now|Nobody should doubt our will].\"",
    "{minister_b} [said|told {agency}] that {b} [would keep|had always kept] its [obligations|commitments].",
    "[According to|In the words of] {body}, the situation [around|in] {town} [remains tense|has improved|is getting "
    "worse].",
    "[A spokesperson|A spokeswoman|A spokesman] for the {a_adj} [foreign|defence|interior] ministry [declined to "
    "comment|did not answer a request for comment].",
    "[An analyst|A researcher] at the [Institute for Regional Studies|Centre for Policy] in {b_cap}, {expert}, said "
    "{a} had [little choice|more to lose than {b}].",
    "{expert_last} [said|added] that [the next {n_weeks} weeks|{month_next}] would [show whether|decide if] [the sides "
    "are serious|anything changes].",
    "{a} and {b} [have been at odds|have quarrelled] over [water|the border|trade] since {year_before}.",
    "[More than|About|At least] {displaced} people [have fled|left] the [region|province] in [the past year|{year}], "
    "[the United Nations says|according to {body}].",
    "[State television|State radio] in {a} [said|reported] that {minister_a_last} would [travel to|visit] {m_cap} on "
    "{day_next}.",
    "A source close to the [talks|government] [told {agency}|said] that [{m}|{b}] had [asked for|sought] [more time|"
    "guarantees].",
    "{m} [welcomed|praised|cautiously welcomed] the [news|announcement].",
    "{a} [has|keeps] [about |some |]{troops} [troops|soldiers] [in the region|along the border], [experts say|"
    "{expert_last} said].",
    "The {a_adj} [parliament|cabinet] is [expected|due] to [meet|debate the matter] on {day_next}.",
    "{rebel}, who leads the {group}, [denied|rejected] [reports|claims] that [his men|his fighters] had [left|taken] "
    "{town_2}.",
    "The {a_adj} currency [fell|rose|gained|lost] {pct_small} percent [against the dollar|on {day}].",
    "[Schools|Shops|Markets] in {town} [reopened|stayed closed] on {day_before}, [residents|officials] said.",
    "It was [the second|the third] [such case|time] [since {month_before}|this year].",
)

OWN = (
    "[Residents of {outlet_town} with family in {a}|People from {a} who live in {outlet_town}] [followed the news "
    "closely|gathered on {day} evening].",
    "{local}, who [came to|moved to] {outlet_town} from {a} in {year_before}, said [she|he] [hoped|doubted] it would "
    "last.",
    "[This newspaper|The paper] could not [verify|confirm] [the figures|these accounts] independently.",
)
