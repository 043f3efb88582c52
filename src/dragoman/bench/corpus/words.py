"""What generated reports are made of: countries with their towns, names, outlets. People and outlets are invented."""

from __future__ import annotations

from typing import NamedTuple


class Country(NamedTuple):
    """A state with what reports call it; `towns` are where things happen."""

    name: str
    adjective: str
    capital: str
    towns: tuple[str, ...]


_TABLE = """
Armenia|Armenian|Yerevan|Gyumri,Vanadzor,Goris
Azerbaijan|Azerbaijani|Baku|Ganja,Lankaran,Quba
Georgia|Georgian|Tbilisi|Batumi,Kutaisi,Gori
Turkey|Turkish|Ankara|Izmir,Mersin,Kars
Syria|Syrian|Damascus|Homs,Latakia,Hama
Iraq|Iraqi|Baghdad|Mosul,Basra,Kirkuk
Iran|Iranian|Tehran|Tabriz,Isfahan,Shiraz
Jordan|Jordanian|Amman|Irbid,Zarqa,Aqaba
Egypt|Egyptian|Cairo|Alexandria,Ismailia,Aswan
Sudan|Sudanese|Khartoum|Kassala,El Obeid,Nyala
Ethiopia|Ethiopian|Addis Ababa|Gondar,Mekelle,Dire Dawa
Eritrea|Eritrean|Asmara|Keren,Massawa,Assab
Kenya|Kenyan|Nairobi|Mombasa,Kisumu,Garissa
Uganda|Ugandan|Kampala|Gulu,Jinja,Mbarara
Rwanda|Rwandan|Kigali|Gisenyi,Butare,Ruhengeri
Burundi|Burundian|Bujumbura|Gitega,Ngozi,Rumonge
Chad|Chadian|N'Djamena|Abeche,Moundou,Sarh
Niger|Nigerien|Niamey|Agadez,Zinder,Maradi
Nigeria|Nigerian|Abuja|Kano,Maiduguri,Jos
Mali|Malian|Bamako|Gao,Mopti,Kayes
Senegal|Senegalese|Dakar|Thies,Ziguinchor,Kaolack
Morocco|Moroccan|Rabat|Tangier,Fez,Agadir
Algeria|Algerian|Algiers|Oran,Constantine,Tindouf
Tunisia|Tunisian|Tunis|Sfax,Gabes,Bizerte
Libya|Libyan|Tripoli|Benghazi,Misrata,Sebha
Serbia|Serbian|Belgrade|Nis,Novi Sad,Subotica
Bulgaria|Bulgarian|Sofia|Varna,Plovdiv,Ruse
Romania|Romanian|Bucharest|Cluj,Constanta,Iasi
Moldova|Moldovan|Chisinau|Balti,Cahul,Soroca
Ukraine|Ukrainian|Kyiv|Odesa,Lviv,Poltava
Poland|Polish|Warsaw|Gdansk,Krakow,Lublin
Hungary|Hungarian|Budapest|Debrecen,Szeged,Pecs
Greece|Greek|Athens|Thessaloniki,Patras,Volos
Kazakhstan|Kazakh|Astana|Almaty,Aktau,Shymkent
Uzbekistan|Uzbek|Tashkent|Samarkand,Bukhara,Termez
Tajikistan|Tajik|Dushanbe|Khujand,Kulob,Panjakent
Pakistan|Pakistani|Islamabad|Peshawar,Quetta,Lahore
India|Indian|New Delhi|Jaipur,Amritsar,Kolkata
Nepal|Nepali|Kathmandu|Pokhara,Biratnagar,Janakpur
Thailand|Thai|Bangkok|Chiang Mai,Songkhla,Udon Thani
Cambodia|Cambodian|Phnom Penh|Siem Reap,Battambang,Kampot
Vietnam|Vietnamese|Hanoi|Hue,Da Nang,Haiphong
Indonesia|Indonesian|Jakarta|Medan,Surabaya,Makassar
Philippines|Philippine|Manila|Davao,Cebu,Zamboanga
Colombia|Colombian|Bogota|Cali,Cucuta,Pasto
Ecuador|Ecuadorian|Quito|Guayaquil,Loja,Cuenca
Peru|Peruvian|Lima|Arequipa,Cusco,Piura
Chile|Chilean|Santiago|Arica,Antofagasta,Iquique
"""
COUNTRIES = tuple(Country(a, b, c, tuple(d.split(","))) for a, b, c, d in
                  (line.split("|") for line in _TABLE.strip().split("\n")))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


GIVEN = _words("Adel Anara Bakir Carla Daniel Dina Edgar Elena Farid Gita Hakim Irena Isaac Jamila Karim Laila Marek "
              "Marta Nadia Nils Omar Paula Rashid Rosa Samir Sofia Tarek Tomas Vera Yusuf Zara Ivan Lucia Amos "
              "Bianca Cesar Deniz Emil Fatima Hector")
SURNAMES = _words("Abaza Adamov Alvarez Amani Anders Aziz Baran Belka Bozan Castro Chaudry Darwish Demir Donev Eker "
                  "Farouk Fuentes Galani Ghali Habib Haddad Horvat Ilic Jansen Kamau Karimov Kaya Khoury Kovac Lazar "
                 "Lopez Maalouf Marin Mbeki Mendes Mirza Moreno Nadir Nasser Novak Obi Ortega Osman Pavlov Petros "
                 "Quiroga Rahimi Ramos Rossi Saab Salas Sarkis Sedov Silva Tadesse Tanaka Toure Ubaid Vargas Wafi "
                 "Yilmaz Zaman Zoric Bakari Celik Diaz Emre Flores Guzman Hassan Idris Jovic Kader Lukic Maziq")

AGENCIES = ("Continental Wire", "Meridian Press", "Harbour News Agency", "Northern Press Service",
            "Crescent Wire", "Alliance Press")
_TITLES = ("Courier", "Tribune", "Gazette", "Herald", "Ledger", "Observer", "Chronicle", "Mirror", "Standard", "Echo")
OUTLETS = tuple(f"The {town} {title}" for n, country in enumerate(COUNTRIES)
                for town, title in ((country.capital, _TITLES[n % 10]), (country.towns[0], _TITLES[(n * 7 + 3) % 10])))

GROUP_NAMES = ("National Salvation Front", "People's Defence Army", "Movement for the Highlands",
               "Free Valley Brigades", "Eastern Liberation Front", "Council of Free Districts",
               "River Province Defence Force",
               "Army of the Southern Plains", "Unity and Justice Movement", "Mountain Resistance Front")
BODIES = ("the United Nations", "the African Union", "the European Union", "the Arab League",
          "the International Committee of the Red Cross", "the World Bank", "the World Food Programme")
GOODS = ("wheat", "cotton", "natural gas", "steel", "fertiliser", "copper", "rice", "electricity")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
