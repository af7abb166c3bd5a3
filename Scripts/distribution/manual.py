"""Manual pages, written from what the command says of itself."""

from . import commands


def _escape(text):
    """Text as roff prints it literally."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    # Not the quotation marks that some devices make of them; zero-width where a line would be a request.
    text = text.replace("'", "\\(aq").replace("`", "\\(ga").replace("^", "\\(ha").replace("~", "\\(ti")
    return "\n".join(("\\&" + line if line[:1] in (".", "'") else line) for line in text.split("\n"))


def _label(argument):
    """`\\fB\\-\\-top\\fR \\fIn\\fR`"""
    value = argument.get("valueName", "")
    if argument["kind"] == "positional":
        return f"\\fI{_escape(value)}\\fR"
    names = sorted(argument.get("names", []), key=lambda name: name["kind"] != "short")
    spelled = ", ".join(
        f"\\fB{_escape(('--' if name['kind'] == 'long' else '-') + name['name'])}\\fR" for name in names)
    return spelled if argument["kind"] == "flag" else f"{spelled} \\fI{_escape(value)}\\fR"


def _discussion(text):
    """Paragraphs; lines that begin with blanks are examples and stay lines."""
    parts = []
    for paragraph in text.strip("\n").split("\n\n"):
        lines = paragraph.split("\n")
        parts.append(".PP")
        index = 0
        while index < len(lines):
            if lines[index].startswith("  "):
                parts.append(".RS 4\n.nf")
                while index < len(lines) and lines[index].startswith("  "):
                    parts.append(_escape(lines[index].strip()))
                    index += 1
                parts.append(".fi\n.RE")
            else:
                parts.append(_escape(lines[index]))
                index += 1
    return parts


def page(binary, path, command, version):
    """The page of one command."""
    name = "-".join(("cellar", *path))
    spelled = " ".join(("cellar", *path))
    page = [
        f'.TH {_escape(name.upper())} 1 "" "cellar {version}" "User Commands"',
        ".nh",
        ".ad l",
        ".SH NAME",
        f"{_escape(name)} \\- {_escape(command.get('abstract', '').rstrip('.'))}",
        ".SH SYNOPSIS",
        f"\\fB{_escape(spelled)}\\fR {_escape(commands.usage(commands.help_text(binary, path)).removeprefix(spelled).strip())}",
    ]
    if command.get("discussion"):
        page += [".SH DESCRIPTION", *_discussion(command["discussion"])[1:]]
    shown = [argument for argument in command.get("arguments", []) if argument.get("shouldDisplay", True)]
    for title, kinds in (("ARGUMENTS", ("positional",)), ("OPTIONS", ("option", "flag"))):
        chosen = [argument for argument in shown if argument["kind"] in kinds]
        if chosen:
            page.append(f".SH {title}")
        for argument in chosen:
            text = argument.get("abstract", "")
            if argument.get("defaultValue"):
                text += f" (default: {argument['defaultValue']})"
            page += [".TP", _label(argument), _escape(text or "No description.")]
    children = [child for child in command.get("subcommands", [])
                if child.get("shouldDisplay", True) and child["commandName"] != "help"]
    if children:
        page.append(".SH COMMANDS")
    for child in children:
        page += [".TP", f"\\fB{_escape('-'.join((name, child['commandName'])))}\\fR(1)",
                 _escape(child.get("abstract", ""))]
    if path:
        parent = "-".join(("cellar", *path[:-1]))
        page += [".SH SEE ALSO", f"\\fB{_escape(parent)}\\fR(1)"]
    return "\n".join(page) + "\n"


def pages(binary):
    """{file name: text} of every page."""
    version = commands.version(binary)
    return {f"{'-'.join(('cellar', *path))}.1": page(binary, path, command, version)
            for path, command in commands.tree(binary)}
