"""Every error that Dragoman raises on purpose, in one tree.

    DragomanError
    ├── SettingsError            a value of the command line, the environment or a settings file
    ├── OntologyError            a file of the ontology, with its line
    ├── DocumentError            one document; it is skipped, the batch goes on
    │   ├── UnsupportedFormat
    │   ├── MalformedDocument
    │   └── NoArticleText
    ├── ReadingError             a stage of the reader failed on one document; likewise skipped
    ├── LinkingError
    ├── RecordError
    │   ├── RecordUnavailable    cannot be opened, read or written
    │   ├── RecordVersion        made by another version
    │   ├── EvidenceError        a row without exact evidence was refused
    │   └── NotInRecord          no row of that id
    ├── ReviewError              a judgement that makes no sense: no such field, value or member
    ├── EngineError
    └── ExportError

Each message is one line that says what is wrong, where, and what to do. Finding nothing is an empty
tuple, not an error. The command ends with 2 for settings and arguments, 3 where a document was skipped (the
others are kept), 4 for the record, 5 for an export, 1 for the rest, 70 for what nobody foresaw.
"""

from __future__ import annotations


class DragomanError(Exception):
    """Root of the tree. `exit_code` is what the command line ends with."""

    exit_code = 1


class SettingsError(DragomanError):
    """A setting, option or argument has no meaning."""

    exit_code = 2


class OntologyError(DragomanError):
    """A file of the ontology is wrong; the message names the file and, where known, the line."""

    exit_code = 2


class DocumentError(DragomanError):
    """One document cannot be used.

    `file` says which and `reason` why. Both are kept apart so that a batch can list what it skipped.
    """

    exit_code = 3

    def __init__(self, file: str, reason: str):
        super().__init__(file, reason)
        self.file, self.reason = file, reason

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"


class UnsupportedFormat(DocumentError):
    """A file of a kind that Dragoman does not read."""


class MalformedDocument(DocumentError):
    """A file that is not what it says it is: binary, broken text, too large."""


class NoArticleText(DocumentError):
    """A file without the text of a report in it."""


class ReadingError(DocumentError):
    """A stage of the reader failed on a document."""


class LinkingError(DragomanError):
    """Readings cannot be linked."""


class RecordError(DragomanError):
    """The record cannot do what was asked."""

    exit_code = 4


class RecordUnavailable(RecordError):
    """The record cannot be opened, read or written."""


class RecordVersion(RecordError):
    """The record was made by another version of Dragoman."""


class EvidenceError(RecordError):
    """A row has no evidence, or evidence that does not say what the document says there."""


class NotInRecord(RecordError):
    """No row has that id."""


class ReviewError(DragomanError):
    """A judgement makes no sense where it is made: there is no such field, value or member."""

    exit_code = 2


class EngineError(DragomanError):
    """The engine cannot run."""


class ExportError(DragomanError):
    """An export cannot be written."""

    exit_code = 5
