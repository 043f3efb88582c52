from pathlib import Path

from dragoman.bench import places

LGL = """<articles><article docid="1"><text>A barn burned in Paris, Texas, on Monday. Oman is far.</text><toponyms>
<toponym><start>17</start><end>22</end><phrase>Paris</phrase><gaztag><lat>33.66</lat><lon>-95.55</lon></gaztag></toponym>
<toponym><start>43</start><end>47</end><phrase>Oman</phrase><gaztag><lat>21.0</lat><lon>57.0</lon></gaztag></toponym>
<toponym><start>0</start><end>1</end><phrase>A</phrase></toponym>
</toponyms></article></articles>"""
VIRUS = """<articles><article><text>Flu came to Lima.</text><locations><location><name>Lima</name><start>12</start>
<end>16</end><lat>-12.05</lat><lon>-77.03</lon></location></locations></article></articles>"""


def test_both_forms(tmp_path: Path) -> None:
    (tmp_path / "lgl.xml").write_text(LGL)
    (tmp_path / "virus.xml").write_text(VIRUS)
    result = places.run(tmp_path / "lgl.xml", errors=True)
    assert result["given"]["acc161"] == 1.0
    assert result["given"]["toponyms"] == 2
    assert result["errors"] == []
    assert result["end_to_end"]["r"] >= 0.5
    assert places.run(tmp_path / "virus.xml", end_to_end=False)["given"]["acc161"] == 1.0
