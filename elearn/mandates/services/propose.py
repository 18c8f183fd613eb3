"""Proposing what a charter should say: saved as often as one likes, approved by a second person."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from elearn import audit
from elearn.errors import N_, Conflict, Faults, Forbidden, Invalid
from elearn.identity.models import Organisation
from elearn.mandates.formats import LARGEST
from elearn.mandates.models import Charter, CharterProposal
from elearn.mandates.queries.proposals import proposal_at
from elearn.mandates.rules import APPROVED, OPEN, WITHDRAWN
from elearn.mandates.services.examine import proposal_faults, read_proposal
from elearn.mandates.services.load import Loaded, load_charter

CODE = re.compile(r"(?=.{1,64}$)[a-z0-9-]*[a-z][a-z0-9-]*")
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


class CodeUnfit(Invalid):
    """No charter can have this code."""

    code = "code-unfit"


class TextUnfit(Invalid):
    """The text cannot be kept."""

    code = "text-unfit"


class CharterElsewhere(Conflict):
    """The charter belongs to another organisation."""

    code = "charter-elsewhere"


class AlreadyProposed(Conflict):
    """There is an open proposal for the charter."""

    code = "already-proposed"

    def __init__(self, public_id: str, charter: str) -> None:
        """Keep which proposal is open, so that one can go there."""
        self.public_id = public_id
        super().__init__(
            N_("There is an open proposal for the charter %(charter)s. Work on that one."),
            charter=charter,
        )

    def members(self) -> dict[str, Any]:
        """Return the id of the proposal that is open."""
        return {"id": self.public_id}


class EditedMeanwhile(Conflict):
    """Somebody else has changed the text since the sender read it."""

    code = "edited-meanwhile"

    def __init__(self, proposal: CharterProposal) -> None:
        """Keep the text as it is now, so that both can be laid side by side."""
        self.text, self.revision = proposal.text, proposal.revision
        super().__init__(
            N_(
                "Somebody else has changed this text since you read it. Nothing was overwritten:"
                " compare the two, and save yours again if it shall count."
            )
        )

    def members(self) -> dict[str, Any]:
        """Return the text as it is now, and its revision."""
        return {"text": self.text, "revision": self.revision}


class NotOpen(Conflict):
    """The proposal is approved or withdrawn."""

    code = "not-open"


class NothingNew(Conflict):
    """The version is there already, and says the same."""

    code = "nothing-new"


class SecondPerson(Forbidden):
    """Whoever proposed a text or edited it last does not approve it."""

    code = "second-person"


def propose(  # noqa: PLR0913  # who proposes which text for whom
    session: Session, *, place: Organisation, charter: str, text: str, by: int, now: datetime
) -> CharterProposal:
    """Open a proposal for a charter of the place, which need not be there yet.

    The text may have faults. Raises CodeUnfit, TextUnfit, CharterElsewhere, and AlreadyProposed
    where the charter has an open proposal.
    """
    if not CODE.fullmatch(charter):
        raise CodeUnfit(
            N_("Give the charter a code of lower-case letters, digits and hyphens, at most 64.")
        )
    text = _kept(text)
    owner = session.scalar(select(Charter.organisation_id).where(Charter.code == charter))
    if owner not in {None, place.id}:
        raise CharterElsewhere(
            N_("The charter %(charter)s belongs to another organisation. Choose another code."),
            charter=charter,
        )
    made = CharterProposal(
        organisation_id=place.id,
        charter=charter,
        text=text,
        proposed_by=by,
        edited_by=by,
        created_at=now,
        updated_at=now,
    )
    _open(session, made)
    _audit(session, "charter.proposed", made, by, now)
    return made


def revise(  # noqa: PLR0913  # whose text, which one, what and from what
    session: Session,
    *,
    place: Organisation,
    public_id: str,
    text: str,
    revision: int,
    by: int,
    now: datetime,
) -> CharterProposal:
    """Put another text into an open proposal; the same once more changes nothing.

    `revision` is the one that the editor began from. Raises ProposalNotFound, TextUnfit, NotOpen,
    and EditedMeanwhile where there is a newer one.
    """
    text = _kept(text)
    found = _opened(session, place, public_id)
    if text == found.text:
        return found
    if revision != found.revision:
        raise EditedMeanwhile(found)
    found.text, found.revision = text, found.revision + 1
    found.edited_by, found.updated_at = by, now
    session.flush()
    _audit(session, "charter.proposal_revised", found, by, now)
    return found


def approve(  # noqa: PLR0913  # who approves which text of whom
    session: Session,
    *,
    place: Organisation,
    public_id: str,
    revision: int,
    by: int,
    now: datetime,
) -> Loaded:
    """Make a proposal a version of its charter, with the approver as the one who loaded it.

    `revision` is the one that the approver has read. Raises ProposalNotFound, NotOpen, SecondPerson
    for whoever proposed it or edited it last, EditedMeanwhile, Faults, and NothingNew.
    """
    found = _opened(session, place, public_id)
    if by in {found.proposed_by, found.edited_by}:
        raise SecondPerson(
            N_(
                "You proposed this text or edited it last. A second person must approve it: ask"
                " another administrator."
            )
        )
    if revision != found.revision:
        raise EditedMeanwhile(found)
    file = read_proposal(found)
    faults = proposal_faults(session, place, found, file)
    if faults:
        raise Faults(faults)
    loaded = load_charter(session, found=file, now=now, actor_id=by)
    if not loaded.created:
        raise NothingNew(
            N_(
                "Version %(version)s of this charter is there already and says the same. Withdraw"
                " the proposal, or change its text."
            ),
            version=loaded.version,
        )
    found.state, found.version = APPROVED, loaded.version
    found.decided_by, found.updated_at = by, now
    session.flush()
    _audit(session, "charter.proposal_approved", found, by, now)
    return loaded


def withdraw_proposal(
    session: Session, *, place: Organisation, public_id: str, by: int, now: datetime
) -> CharterProposal:
    """Close an open proposal without any effect; it stays on record.

    Raises ProposalNotFound and NotOpen.
    """
    found = _opened(session, place, public_id)
    found.state, found.decided_by, found.updated_at = WITHDRAWN, by, now
    session.flush()
    _audit(session, "charter.proposal_withdrawn", found, by, now)
    return found


def _kept(text: str) -> str:
    """Return the text with the line ends of a file, or raise TextUnfit."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if UNKEEPABLE.search(text):
        raise TextUnfit(N_("The text holds characters that are no text. Take them out."))
    if len(text.encode()) > LARGEST:
        raise TextUnfit(N_("The text is too large. Keep it under one megabyte."))
    return text


def _open(session: Session, made: CharterProposal) -> None:
    """Add a proposal, or raise AlreadyProposed: of two at once the database lets one in."""
    already = _open_one(session, made)
    if already is None:
        try:
            with session.begin_nested():
                session.add(made)
                session.flush()
        except IntegrityError:
            already = _open_one(session, made)
            if already is None:
                raise
    if already is not None:
        raise AlreadyProposed(already, made.charter)


def _open_one(session: Session, made: CharterProposal) -> str | None:
    return session.scalar(
        select(CharterProposal.public_id).where(
            CharterProposal.organisation_id == made.organisation_id,
            CharterProposal.charter == made.charter,
            CharterProposal.state == OPEN,
        )
    )


def _opened(session: Session, place: Organisation, public_id: str) -> CharterProposal:
    found = proposal_at(session, place, public_id, lock=True)
    if found.state != OPEN:
        raise NotOpen(
            N_("This proposal is approved or withdrawn already and stays as it is. Begin another.")
        )
    return found


def _audit(
    session: Session, action: str, proposal: CharterProposal, actor_id: int, now: datetime
) -> None:
    audit.record(
        session,
        actor_id=actor_id,
        action=action,
        subject=f"charter:{proposal.charter}",
        now=now,
        details={"proposal": proposal.public_id, "revision": proposal.revision},
    )
