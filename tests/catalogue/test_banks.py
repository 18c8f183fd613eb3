"""Question banks of other systems: what comes in, what goes out, and what is said to be lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elearn.catalogue.formats.banks import (
    as_pool,
    questions_in,
    read_gift,
    read_moodle,
    write_gift,
    write_moodle,
)
from elearn.catalogue.formats.faults import Findings
from elearn.catalogue.formats.reader import read_pack
from tests.assessment.every_type import ESSAY, QUESTIONS
from tests.learning.packs import write_pack
from tests.questions import questions

GIFT = """\
// A comment
$CATEGORY: rights/basics

::What a right is:: [html]A right is <b>a claim</b>. {TRUE#A favour may be refused.#So it is.}

::Who::Who has duties? {
    =The State#It has.
    ~The visitor#No.
    ~Nobody\\: not so
}

Which hold? {
    ~%50%Water
    ~%50%Shelter
    ~%-100%A yacht
}

A river is poisoned. Name the duty. {=protect =protection ####Stop others.}

Match them. {
    =crc -> children
    =cedaw -> women
    = -> nobody
}

How many core treaties? {#9:0}

Between two numbers. {#1..5}

Part of the points. {#=%100%3:1 =%50%3:5}

Write about one change. {}

The city must {=protect ~respect} people from others.

Only a text without a question.
"""

MOODLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<quiz>
 <question type="category"><category><text>$course$/rights</text></category></question>
 <question type="multichoice">
  <name><text>Who has duties</text></name>
  <questiontext format="html">
   <text><![CDATA[<p>Who has <b>duties</b>?</p><img src="x.png">]]></text>
  </questiontext>
  <penalty>0.33</penalty><single>true</single><shuffleanswers>false</shuffleanswers>
  <answer fraction="100"><text>The State</text>
   <feedback><text>It has.</text></feedback></answer>
  <answer fraction="0"><text>Nobody &amp; no one</text>
   <feedback><text>No.</text></feedback></answer>
  <hint><text>Think.</text></hint>
 </question>
 <question type="multichoice">
  <name><text>Several</text></name><questiontext><text>Which?</text></questiontext>
  <single>false</single>
  <answer fraction="50"><text>Water</text></answer><answer fraction="50"><text>Food</text></answer>
  <answer fraction="-50"><text>A yacht</text></answer>
 </question>
 <question type="truefalse">
  <name><text>TF</text></name><questiontext><text>A right is a favour.</text></questiontext>
  <answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer>
 </question>
 <question type="shortanswer">
  <name><text>Short</text></name><questiontext><text>Name the duty.</text></questiontext>
  <usecase>1</usecase>
  <answer fraction="100"><text>protect</text></answer>
  <answer fraction="50"><text>guard</text></answer>
 </question>
 <question type="numerical">
  <name><text>Count</text></name><questiontext><text>How many?</text></questiontext>
  <answer fraction="100"><text>9</text><tolerance>0.5</tolerance></answer>
  <units><unit><multiplier>1</multiplier><unit_name>days</unit_name></unit>
   <unit><multiplier>0.142857142857</multiplier><unit_name>weeks</unit_name></unit></units>
 </question>
 <question type="matching">
  <name><text>Match</text></name><questiontext><text>Match.</text></questiontext>
  <subquestion><text>CRC</text><answer><text>children</text></answer></subquestion>
  <subquestion><text>CEDAW</text><answer><text>women</text></answer></subquestion>
 </question>
 <question type="ordering">
  <name><text>Order</text></name><questiontext><text>Order them.</text></questiontext>
  <answer fraction="1"><text>law</text></answer><answer fraction="2"><text>aim</text></answer>
  <answer fraction="3"><text>need</text></answer>
 </question>
 <question type="essay">
  <name><text>Essay</text></name><questiontext><text>Write.</text></questiontext>
  <graderinfo><text>A right and a date.</text></graderinfo>
 </question>
 <question type="cloze"><name><text>Gaps</text></name>
  <questiontext><text>{1:SA:=x}</text></questiontext></question>
</quiz>
"""


def gift(text: str) -> tuple[list[dict[str, Any]], Findings]:
    findings = Findings()
    return read_gift(text, "bank.gift", findings, "en"), findings


def moodle(text: str | bytes) -> tuple[list[dict[str, Any]], Findings]:
    findings = Findings()
    data = text.encode() if isinstance(text, str) else text
    return read_moodle(data, "bank.xml", findings, "en"), findings


def said(findings: Findings) -> str:
    return "\n".join(map(str, findings.sorted_warnings()))


def test_gift_comes_in_type_by_type() -> None:
    found, findings = gift(GIFT)
    assert findings.faults == []
    assert [each["type"] for each in found] == [
        "true_false",
        "single_choice",
        "multiple_response",
        "short_answer",
        "matching",
        "numeric",
        "numeric",
        "numeric",
        "long_answer",
        "single_choice",
    ]
    truth, who, which, duty, match, nine, between, part, _essay, gap = found
    assert (truth["id"], truth["prompt"]) == ("what-a-right-is", "A right is a claim.")
    assert [(c["correct"], c["feedback"]) for c in truth["choices"]] == [
        (True, "So it is."),
        (False, "A favour may be refused."),
    ]
    assert [c["text"] for c in who["choices"]] == ["The State", "The visitor", "Nobody: not so"]
    assert which["scoring"] == "per_option_with_penalty"
    assert duty["accepted"] == {"en": ["protect", "protection"]}
    assert duty["feedback"] == "Stop others."
    assert [c["text"] for c in match["choices"]] == ["children", "women", "nobody"]
    assert (nine["value"], nine["tolerance"]) == (9, 0)
    assert (between["value"], between["tolerance"]) == (3, 2)
    assert (part["value"], part["tolerance"]) == (3, 1)
    assert gap["prompt"] == "The city must _____ people from others."


def test_gift_says_what_it_could_not_carry_over() -> None:
    _, findings = gift(GIFT)
    told = said(findings)
    for words in (
        "bank.gift:2: the category “rights/basics” is not carried over",
        "choices without feedback",
        "has answers that go with nothing",
        "gives part of the points for some numbers",
        "is an essay without a rubric",
        "asks nothing; it was left out",
    ):
        assert words in told


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("One {=a ~b}\n\nTwo {\n=a\n~b\n\nThree {=c ~d}\n", 3, "never closed"),
        ("One {=a ~b}}\n", 1, "braces of “One” do not match"),
        ("\n\nOne {=a ~%x%b}\n", 3, "a weight that is no number"),
        ("One {a ~b}\n", 1, "words before its first answer"),
        ("One {~a ~b}\n", 1, "has no right answer"),
        ("One {= ~b}\n", 1, "has an empty answer"),
        ("One {#many}\n", 1, "no number that counts in full"),
        ("{=a ~b}\n", 1, "has no text"),
    ],
)
def test_a_broken_line_is_named(text: str, line: int, words: str) -> None:
    _, findings = gift(text)
    (fault,) = findings.sorted_faults()
    assert fault.line == line
    assert words in str(fault)
    assert str(fault).startswith(f"bank.gift:{line}: ")


def test_moodle_comes_in_type_by_type() -> None:
    found, findings = moodle(MOODLE)
    assert findings.faults == []
    assert [each["type"] for each in found] == [
        "single_choice",
        "multiple_response",
        "true_false",
        "short_answer",
        "numeric",
        "matching",
        "ordering",
        "long_answer",
    ]
    who, several, truth, short, count, match, order, essay = found
    assert (who["prompt"], who["shuffle"]) == ("Who has duties?", False)
    assert [c["text"] for c in who["choices"]] == ["The State", "Nobody & no one"]
    assert several["scoring"] == "per_option_with_penalty"
    assert [c["correct"] for c in truth["choices"]] == [False, True]
    assert (short["accepted"], short["normalise"]) == ({"en": ["protect"]}, ["nfkc", "space"])
    assert count["units"][1]["factor"] == pytest.approx(7)
    assert len(match["items"]) == len(match["choices"]) == 2
    assert [i["text"] for i in order["items"]] == ["law", "aim", "need"]
    assert essay["feedback"] == "A right and a date."


def test_moodle_says_what_it_could_not_carry_over() -> None:
    _, findings = moodle(MOODLE)
    told = said(findings)
    for words in (
        "the category “$course$/rights”",
        "holds pictures, tables or media",
        "has hints",
        "takes points off for further tries",
        "gives part of the points for some answers",
        "“Gaps” is of the type cloze; it was left out",
    ):
        assert words in told


BOMB = "<!DOCTYPE lolz [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (f'<?xml version="1.0"?>{BOMB}]><quiz>&j;</quiz>', "declares entities"),
        ('<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>', "declares"),
        ('<!DOCTYPE q SYSTEM "http://127.0.0.1/x.dtd"><quiz/>', "declares entities"),
        ("<quiz><question>", "this is not XML"),
        ("<html/>", "not with <quiz>"),
        (b"\xff\xfe\x00not xml", "this is not XML"),
        ("<quiz>" + "<a>" * 20000, "this is not XML"),
        (
            (
                "<quiz><question type='multichoice'><name><text>N</text></name><questiontext>"
                "<text>Q</text></questiontext><answer fraction='x'><text>a</text></answer>"
                "</question></quiz>"
            ),
            "a fraction that is no number",
        ),
    ],
)
def test_what_is_no_bank_gets_a_sentence(data: str | bytes, words: str) -> None:
    found, findings = moodle(data)
    assert found == []
    assert words in str(findings.sorted_faults()[0])


def test_a_bank_that_is_too_large_is_not_even_read() -> None:
    _, findings = moodle(b"<quiz>" + b" " * (8 * 1024 * 1024))
    assert "larger than 8 MiB" in str(findings.faults[0])


BOTH = ("single_choice", "true_false", "matching", "numeric")


def bare(question: dict[str, Any]) -> dict[str, Any]:
    """Return what a bank can keep of a question: no ids, no feedback of items, no words of ours."""
    order = {each["id"]: each["text"] for each in question.get("choices", ())}
    kept: dict[str, Any] = {"type": question["type"], "prompt": question["prompt"]}
    match question["type"]:
        case "matching":
            kept["pairs"] = [(i["text"], order[i["match"]]) for i in question["items"]]
            kept["targets"] = set(order.values())
        case "numeric":
            kept["value"] = float(question["value"])
            kept["tolerance"] = float(question.get("tolerance", 0))
        case _:
            kept["choices"] = [
                (c["text"], c["correct"], c["feedback"]) for c in question["choices"]
            ]
    return kept


@given(st.lists(questions(kinds=BOTH), min_size=1, max_size=4))
def test_what_both_formats_can_carry_goes_out_and_comes_back(drawn: list[dict[str, Any]]) -> None:
    for question in drawn:
        question.pop("reasons", None)
        if question["type"] == "true_false":
            question["choices"][0]["text"], question["choices"][1]["text"] = "True", "False"
    wanted = [bare(question) for question in drawn]
    text = write_gift(drawn, "bank.gift", Findings(), "en")
    back, findings = gift(text)
    assert findings.faults == []
    assert [bare(question) for question in back] == wanted
    data = write_moodle(drawn, "bank.xml", Findings(), "en")
    back, findings = moodle(data)
    assert findings.faults == []
    for got, want in zip(map(bare, back), wanted, strict=True):
        if got["type"] == "matching":
            got["targets"] = want["targets"]
        assert got == want


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Zl", "Zp"]), min_size=1))
def test_every_character_of_a_text_survives_gift(text: str) -> None:
    text = " ".join(text.split())
    if not text or "<" in text or "&" in text:
        return
    question = {
        "id": "q",
        "type": "single_choice",
        "prompt": f"Q {text}",
        "choices": [
            {"id": "a", "text": f"A {text}", "correct": True, "feedback": f"F {text}"},
            {"id": "b", "text": "B", "correct": False, "feedback": "G"},
        ],
    }
    (back,), findings = gift(write_gift([question], "bank.gift", Findings(), "en"))
    assert findings.faults == []
    assert back["prompt"] == f"Q {text}"
    assert back["choices"][0]["text"] == f"A {text}"
    assert back["choices"][0]["feedback"] == f"F {text}"


def test_every_type_goes_out_or_is_said_to_be_left_out() -> None:
    findings = Findings()
    text = write_gift([*QUESTIONS, ESSAY], "bank.gift", findings, "en")
    told = said(findings)
    assert "“steps-in-order” is left out; GIFT has no such type" in told
    assert "“verdict” loses the reasons" in told
    assert "“march” loses where its decisions lead" in told
    assert "“essay” loses the rubric" in told
    assert text.count("::march-") == 2
    findings = Findings()
    root = ET.fromstring(write_moodle([*QUESTIONS, ESSAY], "bank.xml", findings, "en"))  # noqa: S314  # our own
    assert len(root.findall("question")) == 11
    info = root.findtext(".//graderinfo/text")
    assert info
    assert "Names a right: 0 = No right is named" in info


def test_questions_come_out_in_the_language_asked_for(tmp_path: Path) -> None:
    pack = read_pack(write_pack(tmp_path, check=QUESTIONS)).pack
    assert pack
    found = {question["id"]: question for question in questions_in(pack, "counter-check", "ar")}
    assert found["single"]["prompt"] == "ع What about single?"
    assert found["march"]["steps"][0]["choices"][0]["text"] == "ع Decide refuse"
    assert found["duties"]["items"][0]["group"] == "protect"


# --- the commands ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "text"), [("bank.gift", GIFT), ("bank.xml", MOODLE)])
def test_a_bank_becomes_a_file_that_a_pack_takes(
    tmp_path: Path, cli: Any, name: str, text: str
) -> None:
    (tmp_path / name).write_text(text)
    root = write_pack(tmp_path)
    target = root / "assessments" / "imported.yaml"
    answer = cli("courses", "import-questions", str(tmp_path / name), str(target))
    assert answer.exit_code == 0, answer.output
    assert "could not be carried over" in answer.output
    course = root / "course.yaml"
    named = course.read_text().replace("ts: [final]\n", "ts: [final, imported]\n", 1)
    course.write_text(named)
    report = read_pack(root)
    assert [str(fault) for fault in report.faults] == []
    again = cli("courses", "import-questions", str(tmp_path / name), str(target))
    assert again.exit_code == 1
    assert "is there already" in again.output


def test_a_broken_bank_writes_nothing(tmp_path: Path, cli: Any) -> None:
    for name, data in (
        ("bad.gift", b"One {=a ~b\n\nTwo {=a}\n"),
        ("latin.gift", "Qu\u00e9 {=a ~b}".encode("latin-1")),
        ("empty.gift", b"// nothing\n"),
        ("bomb.xml", f"{BOMB}]><quiz/>".encode()),
        ("long.gift", b"Q {" + b"".join(b"~a%d " % n for n in range(20)) + b"=b}\n"),
    ):
        (tmp_path / name).write_bytes(data)
        target = tmp_path / "out.yaml"
        answer = cli("courses", "import-questions", str(tmp_path / name), str(target))
        assert answer.exit_code == 1, name
        assert not target.exists()
        assert "Traceback" not in answer.output


@pytest.mark.parametrize("name", ["out.gift", "out.xml"])
def test_a_quiz_of_a_pack_becomes_a_bank(tmp_path: Path, cli: Any, name: str) -> None:
    root = write_pack(tmp_path, check=QUESTIONS)
    target = tmp_path / name
    asked = ("courses", "export-questions", str(root), str(target), "--assessment")
    assert "has no quiz “nowhere”" in cli(*asked, "nowhere").output
    assert "not written in “ko”" in cli(*asked, "counter-check", "--language", "ko").output
    answer = cli(*asked, "counter-check", "--language", "ar")
    assert answer.exit_code == 0, answer.output
    assert "9 questions" in answer.output
    assert "ع What about single?" in target.read_text()
    assert cli(*asked, "counter-check").exit_code == 1


def test_a_pool_that_the_format_does_not_allow_is_named_by_its_line() -> None:
    findings = Findings()
    question = {**json.loads(json.dumps(QUESTIONS[0])), "prompt": "x" * 5000}
    as_pool([question], "out.yaml", findings, title="T", kind="final", name="out")
    (fault,) = findings.sorted_faults()
    assert fault.line
    assert "too long" in str(fault)
