"""`duban documents`: the originals that could not be read, and a person's decision on them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final

import typer

from duban import context
from duban.errors import UserError

_TRIED_AGAIN: Final = ("quarantined", "unread")
"""States (storage is loaded later: it takes its time) in which a second try may read what the first did not."""


def register(app: typer.Typer) -> None:
    """Add the group to the application."""
    group = typer.Typer(help="原件及其读取情况。 The originals, and how reading them went.", no_args_is_help=True)
    group.command("list", epilog="例 Example: duban documents list --state quarantined")(list_documents)
    group.command("retry", epilog="例 Example: duban documents retry 12")(retry)
    group.command("waive", epilog="例 Example: duban documents waive 12 --by 张三 --reason 是附表模板")(waive)
    app.add_typer(group, name="documents")


def list_documents(
    ctx: typer.Context,
    state: Annotated[
        str, typer.Option(metavar="STATE", help="quarantined、unread、pending、parsed、waived。 Which of them.")
    ] = "quarantined",
) -> None:
    """列出处于某种状态的原件，缺省为读取失败的。 List originals in one state, by default those that failed."""
    from storage import documents
    from storage.records import DocumentState

    command = context.of(ctx)
    states = [known.value for known in DocumentState]
    if state not in states:
        raise UserError(f"没有状态 {state}，可用：{'、'.join(states)}。", f"No state {state}: {', '.join(states)}.")
    database = command.database()
    try:
        with database.read() as tx:
            found = documents.in_state(tx, state=DocumentState(state))
    finally:
        database.close()
    for document in found:
        why = "\t".join(filter(None, (document.step, document.reason)))
        typer.echo("\t".join(filter(None, (str(document.id), document.agency_id, document.url, why))))
        if document.state in _TRIED_AGAIN:
            command.say(
                f"  再试一次：duban documents retry {document.id}", f"  Try again: duban documents retry {document.id}"
            )
    command.say(
        f"共 {len(found)} 件。下一步：按上面的命令再试一次，或 duban documents waive 编号 说明无需读取。",
        f"{len(found)} original(s). Next: try again as shown, or duban documents waive ID where none is needed.",
    )


def retry(
    ctx: typer.Context,
    numbers: Annotated[
        list[int], typer.Argument(metavar="ID...", help="编号，见 duban documents list。 Their numbers.")
    ],
) -> None:
    """再读一次未能读取的原件。 Read originals again that could not be read."""
    from storage import documents

    command = context.of(ctx)
    database = command.database()
    try:
        with database.write() as tx:
            found = [documents.get(tx, document_id=number) for number in dict.fromkeys(numbers)]
            settled = [document for document in found if document.state not in _TRIED_AGAIN]
            if settled:
                raise UserError(
                    f"{settled[0].id} 号原件的状态是 {settled[0].state.value}，不需要再试。没有任何改动。",
                    f"Original {settled[0].id} is {settled[0].state.value} and needs no second try; nothing changed.",
                )
            documents.requeue(tx, now=datetime.now(UTC), document_ids=[document.id for document in found])
    finally:
        database.close()
    command.say(
        f"{len(found)} 件原件已排队。下一步：duban run（正在运行的会自动读取），再看 duban documents list。",
        f"{len(found)} original(s) queued. Next: duban run (one that runs reads them itself).",
    )


def waive(
    ctx: typer.Context,
    document: Annotated[int, typer.Argument(metavar="ID", help="编号，见 duban documents list。 Its number.")],
    by: Annotated[str, typer.Option(help="谁决定的，姓名或岗位。 Who decided.")],
    reason: Annotated[str, typer.Option(help="为什么无需读取。 Why it needs no reading.")],
) -> None:
    """说明某件原件无需读取；原件仍保留。 Decide that an original needs no reading; it is kept all the same."""
    from storage import documents

    command = context.of(ctx)
    database = command.database()
    try:
        with database.write() as tx:
            waived = documents.waive(tx, document_id=document, by=by, reason=reason, now=datetime.now(UTC))
    finally:
        database.close()
    command.say(f"已记录：{waived.url} 无需读取（{by}）。", f"Recorded: {waived.url} needs no reading ({by}).")
