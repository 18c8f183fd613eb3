"""The limit of the machine: the least that Flask and this database can do, over the same stack.

One view with one query and one small template; one view that commits one row. Nothing is signed,
checked, translated or compressed here.
"""

from __future__ import annotations

import os

from flask import Flask, jsonify, render_template, request
from sqlalchemy import select, update

from benchmarks.note import notes
from elearn import database
from elearn.database import db, transaction
from elearn.learning.models import Enrolment

app = Flask(__name__)
database.install(app, os.environ["ELEARN_DATABASE_URL"])


@app.get("/hello")
def hello():
    return "hello"


@app.get("/page/<public_id>")
def page(public_id):
    wanted = select(Enrolment.public_id, Enrolment.last_lesson, Enrolment.enrolled_at)
    found = db.session.execute(wanted.where(Enrolment.public_id == public_id)).one()
    return render_template("bare.html", found=found)


@app.put("/notes/<int:number>")
def note(number):
    asked = request.get_json()
    with transaction() as session:
        session.execute(update(notes).where(notes.c.id == number).values(value=asked["value"]))
    return jsonify(id=number, value=asked["value"])
