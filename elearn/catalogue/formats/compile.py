"""A pack without faults, compiled: everything a reader sees, in every language, ready to store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elearn.catalogue.formats.drawing import drawn, drawn_texts
from elearn.catalogue.formats.glossary import Finder, finder
from elearn.catalogue.formats.inline_html import InlineWriter
from elearn.catalogue.formats.lesson_html import LessonWriter
from elearn.catalogue.formats.markdown import inline
from elearn.catalogue.formats.media import MADE, Medium, medium
from elearn.catalogue.formats.merge import merge
from elearn.catalogue.formats.messages import DRAWING, Message, messages
from elearn.catalogue.formats.pack import Lesson, Pack, Question
from elearn.catalogue.formats.po import Entry, Key
from elearn.catalogue.formats.sanitise import sanitise
from elearn.catalogue.rules.lesson import CompiledLesson, Explained, Reference
from elearn.catalogue.rules.questions import QuestionTexts
from elearn.catalogue.rules.text import Text


@dataclass(frozen=True, slots=True)
class CompiledLanguage:
    """A course in one language."""

    language: str
    offered: bool
    texts: Mapping[str, str]
    """Titles and the like that hold in this language, by the keys of `Outline.text`."""
    lessons: Mapping[str, CompiledLesson]
    made: Mapping[str, tuple[Medium, bytes]]
    """The drawings with their words in this language, by the path of the drawing in the pack."""
    questions: Mapping[str, QuestionTexts]
    """The questions whose every word is translated."""
    translated: int
    fuzzy: int
    total: int


@dataclass(frozen=True, slots=True)
class CompiledCourse:
    """A course in all its languages, the source language first."""

    pack: Pack
    languages: tuple[CompiledLanguage, ...]


def compile_pack(pack: Pack) -> CompiledCourse:
    """Return the pack compiled; it must have been checked and be without faults."""
    texts = messages(pack)
    source = pack.course.source_language
    others = [language for language in pack.course.languages if language != source]
    own = finder(pack.terms, source, lambda _, text: text)
    return CompiledCourse(
        pack, tuple(_Compiler(pack, texts, language, own).run() for language in (source, *others))
    )


def effective(pack: Pack, language: str, texts: tuple[Message, ...]) -> Mapping[Key, str]:
    """Return the translations that hold, by context and source text."""
    return {entry.key: entry.translation for entry in _entries(pack, language, texts) if entry.done}


def _entries(pack: Pack, language: str, texts: tuple[Message, ...]) -> tuple[Entry, ...]:
    return merge(pack.catalogues.get(language), texts).entries


def accepting(pack: Pack) -> frozenset[str]:
    """Return the languages in which every short answer of the pack has accepted answers."""
    found = frozenset(pack.course.languages)
    for _, question in pack.questions():
        if "accepted" in question.data:
            found &= question.data["accepted"].keys()
    return found


class _Compiler:
    def __init__(self, pack: Pack, texts: tuple[Message, ...], language: str, own: Finder) -> None:
        """Compile into one language; `own` finds the terms of the source language."""
        self.pack, self.messages, self.language = pack, texts, language
        self.source = pack.course.source_language
        self.is_source = language == self.source
        entries = () if self.is_source else _entries(pack, language, texts)
        self.done = {entry.key: entry.translation for entry in entries if entry.done}
        self.fuzzy = sum(entry.fuzzy for entry in entries)
        self.made = dict(self.drawings())
        self.media = {**pack.media, **{path: made for path, (made, _) in self.made.items()}}
        self.finders = {
            self.source: own,
            language: own if self.is_source else finder(pack.terms, language, self.say),
        }

    def run(self) -> CompiledLanguage:
        keys = {message.key for message in self.messages}
        required = {message.key for message in self.messages if message.required}
        whole = required <= self.done.keys() and self.language in accepting(self.pack)
        return CompiledLanguage(
            language=self.language,
            offered=self.is_source or whole,
            texts=self.texts(),
            lessons={lesson.id: self.lesson(lesson) for lesson in self.pack.lessons.values()},
            made=self.made,
            questions=self.questions(),
            translated=len(keys) if self.is_source else len(self.done),
            fuzzy=self.fuzzy,
            total=len(keys),
        )

    def say(self, context: str, text: str) -> str | None:
        return text if self.is_source else self.done.get((context, text))

    def text(self, context: str, text: str) -> Text:
        said = self.say(context, text)
        return Text(said, self.language) if said else Text(text, self.source)

    def texts(self) -> dict[str, str]:
        course = self.pack.course
        found = {
            "course.title": self.say("course", course.title.text),
            "course.summary": self.say("course", course.summary.text),
        }
        if course.audience:
            found["course.audience"] = self.say("course", course.audience.text)
        for name, phrase in course.outcomes:
            found[f"outcome.{name}"] = self.say("course", phrase.text)
        for module in course.modules:
            found[f"module.{module.id}.title"] = self.say(f"module:{module.id}", module.title.text)
        for lesson in self.pack.lessons.values():
            found[f"lesson.{lesson.id}.title"] = self.say(f"lesson:{lesson.id}", lesson.title.text)
        for key, assessment in self.pack.assessments.items():
            found[f"assessment.{key}.title"] = self.say(f"assessment:{key}", assessment.title.text)
        for sheet in self.pack.worksheets:
            for key, phrase, _ in sheet.spoken:
                found[key] = self.say(f"worksheet:{sheet.id}", phrase.text)
        return {key: text for key, text in (found | self.listed()).items() if text}

    def listed(self) -> dict[str, str | None]:
        """Return the texts of the glossary and of the sources."""
        found = {}
        for term in self.pack.terms:
            context = f"term:{term.id}"
            found[f"term.{term.id}.term"] = self.say(context, term.term.text)
            found[f"term.{term.id}.definition"] = self.say(context, term.definition.text)
        for source in self.pack.course.sources:
            context = f"source:{source.id}"
            found[f"source.{source.id}.title"] = self.say(context, source.title.text)
            found[f"source.{source.id}.reference"] = self.say(context, source.reference.text)
        return found

    def drawings(self) -> Iterator[tuple[str, tuple[Medium, bytes]]]:
        """Yield every drawing that has words, with its words in this language."""
        for path, found in self.pack.media.items():
            if found.content_type != DRAWING or not drawn_texts(self.pack.files[path]):
                continue
            context = f"picture:{found.name}"

            def say(text: str, context: str = context) -> tuple[str, str]:
                said = self.text(context, text)
                return said.text, said.language

            data = drawn(self.pack.files[path], self.language, say)
            name = f"{MADE}{self.language}/{path.removeprefix('media/')}"
            yield path, (medium(name, DRAWING, data), data)

    def questions(self) -> dict[str, QuestionTexts]:
        found = {}
        for _, question in self.pack.questions():
            texts = self.question(question)
            if texts:
                found[question.id] = texts
        return found

    def question(self, question: Question) -> QuestionTexts | None:
        context = f"question:{question.id}"
        parts: dict[str, dict[str, str]] = defaultdict(dict)
        for spoken in question.spoken:
            said = self.say(context, spoken.phrase.text)
            if not said:
                return None
            parts[spoken.part][spoken.id] = said
        (prompt,) = parts.pop("prompt").values()
        return QuestionTexts(self.language, prompt, dict(parts))

    def lesson(self, lesson: Lesson) -> CompiledLesson:
        context = f"lesson:{lesson.id}"
        title = self.text(context, lesson.title.text)
        writer = InlineWriter(
            cited_sources(lesson), self.media, lesson.tree.references, self.finders
        )
        page = LessonWriter(
            language=self.language,
            source_language=self.source,
            lookup=lambda text: self.say(context, text),
            inline=writer,
            notes={note.file: note for note in self.pack.course.media},
            title=title.text,
            files=self.pack.files,
        )
        html = sanitise(page.html(lesson.tree.elements))
        references = self.references(writer)
        return CompiledLesson(
            lesson.id,
            title,
            html,
            self.language,
            tuple(page.blocks),
            references,
            tuple(self.terms(lesson)),
        )

    def terms(self, lesson: Lesson) -> Iterator[Explained]:
        """Yield the terms that the lesson's source text says, each once."""
        known = {term.id: term for term in self.pack.terms}
        said = (
            found.term
            for block in lesson.tree.blocks()
            for found in self.finders[self.source].find(block.text or "")
        )
        for name in dict.fromkeys(said):
            term = known[name]
            yield Explained(
                id=name,
                term=self.text(f"term:{name}", term.term.text),
                definition=self.text(f"term:{name}", term.definition.text),
                original=Text(term.term.text, self.source),
            )

    def references(self, writer: InlineWriter) -> tuple[Reference, ...]:
        sources = {source.id: source for source in self.pack.course.sources}
        return tuple(
            Reference(
                n=number,
                id=name,
                title=self.text(f"source:{name}", sources[name].title.text),
                reference=self.text(f"source:{name}", sources[name].reference.text),
                locators=tuple(writer.cited.get(name, ())),
                url=sources[name].url,
                checked_on=sources[name].checked_on,
            )
            for name, number in writer.numbers.items()
            if name in sources
        )


def cited_sources(lesson: Lesson) -> dict[str, int]:
    """Return the number of each source cited, in the order of the source text."""
    names = [
        token.meta["id"]
        for block in lesson.tree.blocks()
        if block.kind != "figure"
        for token in inline(block.text or "", lesson.tree.references)
        if token.type == "citation"
    ]
    return {name: number for number, name in enumerate(dict.fromkeys(names), 1)}
