"""Two windows on one answer: neither overwrites what it has not seen."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from elearn.assessment.services import AnswerChanged
from tests.assessment.sitting_exams import Examinee
from tests.assessment.test_pages import begin, paper, post
from tests.assessment.test_races import saving
from tests.learning.packs import KEY
from tests.learning.test_races import THREADS, at_once


def test_an_answer_changed_elsewhere_is_not_overwritten_and_both_are_told(
    examinee: Examinee,
) -> None:
    attempt, _created = examinee.start("counter-check")
    examinee.save(attempt, "one", ["a"], seen=0)
    with pytest.raises(AnswerChanged) as caught:
        examinee.save(attempt, "one", ["b"], seen=0)
    assert caught.value.stored.response == {"choices": ["a"]}
    assert caught.value.sent == {"choices": ["b"]}
    again = examinee.save(attempt, "one", ["b"], seen=1)
    assert (again.response, again.revision) == ({"choices": ["b"]}, 2)


def test_a_repeated_save_is_the_same_save_however_late(examinee: Examinee) -> None:
    attempt, _created = examinee.start("counter-check")
    first = examinee.save(attempt, "one", ["a"], seen=0)
    assert examinee.save(attempt, "one", ["a"], seen=0) == first
    second = examinee.save(attempt, "one", ["b"], seen=1)
    assert examinee.save(attempt, "one", ["b"], seen=0) == second
    with pytest.raises(AnswerChanged):
        examinee.save(attempt, "one", ["a"], seen=0)


def test_without_a_revision_the_last_save_stands(examinee: Examinee) -> None:
    attempt, _created = examinee.start("counter-check")
    examinee.save(attempt, "one", ["a"])
    assert examinee.save(attempt, "one", ["b"]).revision == 2


def test_the_api_answers_409_with_both_values(
    client: FlaskClient, examinee: Examinee, cast: Any, token: Any
) -> None:
    headers = token(client, cast.learner)
    attempt, _created = examinee.start("counter-check")
    examinee.session.commit()
    address = f"/api/v1/attempts/{attempt.public_id}/answers/many"
    client.put(address, json={"choices": ["a"], "revision": 0}, headers=headers)
    late = client.put(address, json={"choices": ["b", "c"], "revision": 0}, headers=headers)
    assert (late.status_code, late.json["code"]) == (409, "answer-changed")
    assert late.json["stored"]["choices"] == ["a"]
    assert late.json["stored"]["revision"] == 1
    assert late.json["sent"] == {"choices": ["b", "c"]}
    for wrong in ("x", -1, 1.5, True):
        refused = client.put(address, json={"choices": ["b"], "revision": wrong}, headers=headers)
        assert refused.status_code == 422


def test_the_page_shows_both_answers_and_lets_one_choose(
    client: FlaskClient, examinee: Examinee, cast: Any, sign_in: Any
) -> None:
    sign_in(client, cast.learner)
    client.get("/courses")
    aid = begin(client, examinee)
    question = paper(examinee, aid)[0]
    page = f"/attempts/{aid}/questions/1"
    other = next(name for name in "abcd" if name not in KEY[question])
    post(client, page, choices=[other], revision="0")
    late = post(client, page, choices=KEY[question], revision="0")
    assert late.status_code == 409
    assert "<title>Error: " in late.text
    assert f"Choice {other} of {question}" in late.text
    assert late.text.count(" checked") == len(KEY[question])
    assert 'name="revision" value="1"' in late.text
    assert post(client, page, choices=KEY[question], revision="1").status_code == 303


def test_of_many_windows_at_once_one_wins_and_the_others_are_told(
    app: Flask, examinee: Examinee
) -> None:
    attempt, _created = examinee.start()
    examinee.session.commit()
    question = next(i.question for i in attempt.sheet.items if i.question.startswith("first"))

    def told(save: Any) -> Any:
        def run(session: Any) -> Any:
            try:
                return save(session)
            except AnswerChanged as error:
                return error

        return run

    saves = [
        told(saving(examinee, attempt.public_id, question, choice, seen=0))
        for choice in ("abcd" * THREADS)[:THREADS]
    ]
    found = at_once(app, saves)
    saved = {
        tuple(each.response["choices"]) for each in found if not isinstance(each, AnswerChanged)
    }
    assert len(saved) == 1
    for each in found:
        if isinstance(each, AnswerChanged):
            assert tuple(each.stored.response["choices"]) in saved
