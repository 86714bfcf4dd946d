"""One paragraph while it is read: what its words have said so far, and the claims found in it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from reports.claims.groups import Clause, Group, clauses, groups
from reports.claims.measures import Measure, Stated, likely_bases, measure_of
from reports.claims.model import Claim, Doubt, Scope, Topic
from reports.claims.numerals import Figure, FigureKind
from reports.claims.parts import Parts, parts_of
from reports.claims.roles import Role
from reports.claims.statements import statements
from reports.claims.subjects import ACTS, Context, Subject, subject_of
from reports.claims.text import Stretch
from reports.claims.tokens import PRINTED_YEAR, Author, Token, tokenise
from reports.model import SectionKey

BASES = 24
"""So many figures of the sentences before may be what a share is measured by."""

MOST_SHARES = 24
"""More shares than this in a paragraph are no breakdown of one total."""

_SOME_BODY = re.compile(r"^.{0,6}?[区县镇乡局厅]|街道|公司|学校|医院")
_REVISED = re.compile("修订|修改")
_SCOPES = {Role.WHOLE: Scope.WHOLE, Role.OFFICE: Scope.OFFICE, Role.PART: Scope.PART}
_LOCATING = frozenset({Role.FILLER, Role.THIS_YEAR, Role.LAST_YEAR, Role.DISCLOSURE, *_SCOPES})


@dataclass(slots=True)
class Paragraph:
    """One paragraph while it is read: what its words have said so far."""

    number: int
    text: str
    key: SectionKey
    author: Author
    context: Context
    scope: Scope
    disclosure: bool  # the heading or section is about reviews of disclosure
    foreign: bool = False  # the last body named is one that we do not know
    of_another_year: bool = False  # a sentence before began with another year, or this one speaks of part of the year
    stated: list[Stated] = field(default_factory=list)  # of this sentence
    earlier: tuple[Decimal, ...] = ()  # of the sentences before, the nearest first
    last_year: deque[Decimal] = field(default_factory=lambda: deque(maxlen=BASES))
    found: list[Claim] = field(default_factory=list)

    def claims(self) -> Iterator[Claim]:
        """Yield the paragraph's claims; shares know of each other, for they may be rounded to give 100."""
        shares = tuple(claim.value for claim in self.found if claim.topic is Topic.SHARE)[:MOST_SHARES]
        for claim in self.found:
            yield replace(claim, siblings=shares) if claim.topic is Topic.SHARE else claim

    def read(self, stretch: Stretch) -> None:
        """Read one more sentence."""
        context = self.context
        self.earlier = (*likely_bases(self.stated), *self.earlier)[:BASES]
        self.stated = []
        context.disclosure = self.disclosure or context.applications
        context.astray = context.last_year = context.elsewhere = False
        context.acts = {}
        whole = clauses(tokenise(stretch.text, self.author))
        for index, clause in enumerate(whole):
            self._notice(clause, stretch)
            following = whole[index + 1 : index + 2]
            context.including = any(_says_including(other) for other in following)
            for group in groups(clause, whole[:index]):
                self._group(group, stretch)
            for subject in statements(clause, context):
                self._add(subject, clause.tokens, stretch, None)
        for parts in parts_of(self.stated):
            self._parts(parts, stretch)

    def _notice(self, clause: Clause, stretch: Stretch) -> None:
        """Take from a clause what holds for the figures in it and behind it: year, matter, and for whom it speaks."""
        context, roles = self.context, clause.roles
        if Role.THIS_YEAR in roles:
            context.last_year = False
            if any(token.role is Role.THIS_YEAR and token.key == PRINTED_YEAR for token in clause.tokens):
                self.of_another_year = False
        elif roles & {Role.LAST_YEAR, Role.OTHER_YEAR} and not roles & {Role.THAN, Role.CARRY, Role.RISE, Role.FALL}:
            context.last_year = True
        if Role.NEXT_YEAR in roles and not roles & {Role.CARRY, Role.CARRIED}:
            context.astray = True  # 截至次年1月10日…: later than the tables
        if Role.PART_OF_YEAR in roles:
            self.of_another_year = True
        if Role.DISCLOSURE in roles or Role.OBJECT in roles:
            context.disclosure = True
        if Role.OBJECT in roles:
            context.applications, context.elsewhere = True, False
            context.other_matters, context.blocks = False, ()
        elif roles & {Role.ELSEWHERE, Role.DECISION}:
            context.elsewhere = context.other_matters = True
        elif Role.BLOCK in roles:
            context.other_matters = True
        elif Role.BARE_OBJECT in roles and roles & {Role.RECEIVE, Role.NEWLY} and not context.other_matters:
            context.applications = True
        figures = Role.FIGURE in roles
        scopes = [_SCOPES[token.role] for token in clause.tokens if token.role in _SCOPES]
        if scopes and (figures or Role.NOT in roles or roles <= _LOCATING):
            self.scope, self.foreign = (Scope.PART if Scope.PART in scopes else scopes[-1]), False
        unknown = next((token for token in clause.tokens if token.role not in _LOCATING | {Role.AMONG}), None)
        if unknown is not None and unknown.role is Role.UNKNOWN:
            words = stretch.text[unknown.start : unknown.end]
            self.foreign = self.foreign or _SOME_BODY.search(words) is not None
            context.astray = context.astray or (Role.AMONG in roles and not figures)

    def _group(self, group: Group, stretch: Stretch) -> None:
        context = self.context
        figure = group.figure.figure
        if figure is None or figure.kind is FigureKind.POINTS:
            return
        measure = measure_of(group, context, self.stated, earlier=self.earlier, last_year=self.last_year)
        if measure is not None:
            self._measure(measure, group, figure, stretch)
            return
        if figure.kind is FigureKind.PERCENT or group.roles & {Role.RISE, Role.FALL}:
            return
        if self._is_of_another_year(group):
            self.last_year.append(figure.value)
            return
        subject = None
        if not context.elsewhere or group.roles & _OF_THE_FORM:
            subject = subject_of(group, context)
        if subject is not None and not (Role.NOT in group.roles and figure.value != 0):
            self._add(subject, (*group.before, *_surroundings(group)), stretch, figure, group=group)
            named = group.keys(Role.BLOCK)
            context.acts = _acts(group, context)
            context.blocks = named or (context.blocks if subject.topic in _REVIEWS else ())
            if subject.topic is Topic.RECEIVED and not context.other_matters:
                context.applications = True
            whole = subject.topic in (Topic.RECEIVED, Topic.OUTCOMES_TOTAL) and Role.AMONG not in group.roles
            context.anchored = whole and not group.roles & {Role.CHANNEL, Role.UNKNOWN}
            narrowed = not group.roles.isdisjoint({Role.CHANNEL, Role.UNKNOWN})
            among = Role.AMONG in group.roles and subject.topic is Topic.RECEIVED and Role.NEWLY not in group.roles
            context.astray = context.astray or narrowed or among
            if subject.topic in (Topic.RECEIVED, Topic.OUTCOMES_TOTAL) and _names_somebody(group):
                self.foreign = True
        if figure.kind is FigureKind.COUNT:
            self.stated.append(Stated(group, subject, figure.value))

    def _is_of_another_year(self, group: Group) -> bool:
        roles = group.roles
        if roles & {Role.CARRY, Role.BROUGHT, Role.CARRIED}:
            return Role.OTHER_YEAR in roles
        return self.context.last_year or bool(roles & {Role.LAST_YEAR, Role.OTHER_YEAR})

    def _measure(self, measure: Measure, group: Group, figure: Figure, stretch: Stretch) -> None:
        subject = Subject(measure.topic, measure.topic.value, measure.readings, measure.sure)
        self._add(subject, _surroundings(group), stretch, figure, group=group, measure=measure)

    def _parts(self, parts: Parts, stretch: Stretch) -> None:
        group = parts.total.group
        subject = Subject(Topic.PARTS, Topic.PARTS.value, (), parts.must_add_up)
        tokens = (*_surroundings(group), *(part.group.figure for part in parts.parts))
        measure = Measure(Topic.PARTS, tuple(part.value for part in parts.parts), (), (), 0, parts.must_add_up)
        self._add(subject, tokens, stretch, group.figure.figure, group=group, measure=measure)
        every = tuple(
            (one.value, () if one.subject is None else one.subject.readings) for one in (parts.total, *parts.parts)
        )
        self.found[-1] = replace(self.found[-1], components=every)

    def _add(
        self,
        subject: Subject,
        tokens: Sequence[Token],
        stretch: Stretch,
        figure: Figure | None,
        *,
        group: Group | None = None,
        measure: Measure | None = None,
    ) -> None:
        if subject.topic is Topic.PROACTIVE and _REVISED.search(stretch.text) is not None:
            subject = replace(subject, sure=False)  # revised documents may count as issued
        start, end = stretch.span(min(token.start for token in tokens), max(token.end for token in tokens))
        self.found.append(
            Claim(
                name=subject.key,
                topic=subject.topic,
                section=self.key,
                part=0,
                start=start,
                end=end,
                quote=self.text[start:end],
                figure=figure,
                readings=subject.readings,
                scope=self.scope,
                doubts=tuple(self._doubts(subject, figure, group)),
                value=Decimal(0) if figure is None else figure.value,
                numerators=() if measure is None else measure.numerators,
                bases=() if measure is None else measure.bases,
                direction=0 if measure is None else measure.direction,
            )
        )

    def _doubts(self, subject: Subject, figure: Figure | None, group: Group | None) -> Iterator[Doubt]:
        own = Scope.WHOLE if self.author.is_government else Scope.OFFICE
        if figure is not None and (figure.approximate or (figure.kind is FigureKind.COUNT and not figure.exact)):
            yield Doubt.APPROXIMATE
        if self.foreign or self.scope not in (Scope.NONE, own):
            yield Doubt.SCOPE
        if subject.part_of:
            yield Doubt.PART_OF
        named = group is not None and Role.OBJECT in group.roles
        if not subject.sure or self.of_another_year or (self.context.astray and not named):
            yield Doubt.WORDING


_REVIEWS = (Topic.RECONSIDERATION, Topic.LITIGATION)
_OF_THE_FORM = frozenset({Role.OBJECT, Role.DECISION, Role.DOCUMENT, Role.FEE})
"""What the form counts under these names, whatever else the sentence spoke of."""


def _says_including(clause: Clause) -> bool:
    roles = clause.roles
    return Role.INCLUDING in roles and (Role.BROUGHT in roles or (Role.CARRY in roles and Role.LAST_YEAR in roles))


def _acts(group: Group, context: Context) -> Mapping[Role, str]:
    """Return what is done in this sentence (制发, 作出), for documents and decisions that follow in a list."""
    if not group.roles & {Role.DOCUMENT, Role.DECISION}:
        return {}
    done = {token.role: token.key for token in (*group.before, *group.words) if token.role in ACTS}
    return done or context.acts


def _names_somebody(group: Group) -> bool:
    """True where the group begins with words that we do not know: perhaps another body (教育部门收到…)."""
    first = next((token for token in group.words if token.role not in _LOCATING), None)
    return first is not None and first.role is Role.UNKNOWN


def _surroundings(group: Group) -> tuple[Token, ...]:
    """Return the words and figure of a group without the filling words at its ends, in order."""
    tokens = sorted((*group.words, group.figure), key=lambda token: token.start)
    while tokens[0].role in _LIGHT:
        tokens.pop(0)
    while tokens[-1].role in _LIGHT:
        tokens.pop()
    return tuple(tokens)


_LIGHT = frozenset({Role.FILLER, Role.PAUSE, Role.AND, Role.UNKNOWN})
