"""Check what no formatter checks: lengths, ASCII, forbidden words, one version, no local paths."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

MAX_LINE = 100
MAX_FUNCTION = 70
# The reference model is read against the rules line by line: its functions stay under 40 lines.
MAX_REFERENCE_FUNCTION = 39
MAX_FILE = 400
# Nothing may be longer than this, whatever its reason.
HARD_MAX_FILE = 450

# A file that may have more than MAX_FILE lines, with the reason.
LONG_FILES: dict[str, str] = {}

# A generated file is judged by what generates it.
GENERATED = {"python/loyaltycore/_core.pyi", "python/loyaltycore/parameter_views.pyi"}

CODE = {".cpp", ".hpp", ".in", ".py", ".pyi", ".sh", ".cmake"}
# Floors 0 to 3 have no clock, no randomness and no output.
QUIET = re.compile(
    r"\b(system_clock|steady_clock|high_resolution_clock|clock_gettime|gettimeofday|localtime|"
    r"gmtime|s?rand|random_device|mt19937\w*|cout|cerr|clog|printf|puts)\b"
)
# The rules and the kernel are integers, never allocate and never throw.
PURE = re.compile(
    r"\b(float|double|new|(?<!= )delete|throw|try|catch|malloc|calloc|realloc|make_unique|"
    r"make_shared)\b"
)
# A workspace is memory that a caller makes once and lends to the kernel for every event.
MAY_ALLOCATE = {"cpp/src/kernel/apply.cpp": "make_unique"}
# Names of a machine or of an index that must not stand in the repository.
PLACES = re.compile(
    r"(?:^|[^a-z.\w/])/(?:home|root|Users|work|mnt|opt)/"
    r"|//[a-z.]*(?:pypi|npmjs|pythonhosted|debian)\.(?:org|com)"
)


def tracked() -> list[Path]:
    """Return the text files that git knows, the new ones included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    paths = (ROOT / name for name in sorted(set(names.split("\0"))) if name)
    return [path for path in paths if path.is_file() and path.suffix not in {".png", ".snapshot"}]


def blanked(text: str) -> str:
    """Return C++ text with comments and literals blanked out; lines stay where they are."""
    pattern = re.compile(
        r'R"(?P<mark>\w*)\(.*?\)(?P=mark)"|"(?:\\.|[^"\\\n])*"'
        r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"
        r"|//[^\n]*|/\*.*?\*/",
        re.DOTALL,
    )
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def cpp_functions(text: str) -> Iterator[tuple[int, int]]:
    """Yield first line and number of lines of each function body outside any other."""
    code = re.sub(
        r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*",
        lambda match: re.sub(r"[^\n]", " ", match[0]),
        blanked(text),
        flags=re.MULTILINE,
    )
    depth, start, body_depth, body_start = 0, 0, None, 0
    for match in re.finditer(r"[{};]", code):
        at, sign = match.start(), match[0]
        if sign == "{":
            head = code[start:at].strip()
            # A function's head ends with its parameters; the head of a scope names its kind after
            # whatever stands in parentheses.
            tail = re.sub(r"alignas\s*\([^)]*\)", "", head).rsplit(")", 1)[-1]
            opens_scope = re.search(r"\b(namespace|class|struct|union|enum|extern)\b", tail)
            # Without parentheses it is a table or a member with its value. Nothing or a comma
            # stands before the body of a constructor that initialises its members.
            is_body = ")" in head or head == "" or head.startswith(",")
            if body_depth is None and is_body and not opens_scope and not head.endswith("="):
                lead = len(code[start:at]) - len(code[start:at].lstrip())
                body_depth, body_start = depth, start + lead
            depth += 1
        elif sign == "}":
            depth -= 1
            if body_depth == depth:
                first = code.count("\n", 0, body_start) + 1
                yield first, code.count("\n", 0, at) + 2 - first
                body_depth = None
        if body_depth is None:
            start = at + 1


def python_functions(text: str) -> Iterator[tuple[int, int]]:
    """Yield first line and number of lines of each function; its docstring is its manual page."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            doc = node.body[0] if ast.get_docstring(node) else None
            manual = doc.end_lineno - doc.lineno + 1 if doc and doc.end_lineno else 0
            yield node.lineno, node.end_lineno - node.lineno + 1 - manual


def check_lengths(name: str, text: str, suffix: str) -> Iterator[str]:
    """Yield lines, functions and files that are too long."""
    lines = text.splitlines()
    limit = HARD_MAX_FILE if name in LONG_FILES else MAX_FILE
    if len(lines) > limit:
        yield f"{name}: {len(lines)} lines, at most {limit}: is it one thing?"
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            yield f"{name}:{number}: {len(line)} columns, at most {MAX_LINE}"
    functions = {".cpp": cpp_functions, ".hpp": cpp_functions, ".py": python_functions}
    is_reference = name.startswith("tests/reference/")
    most = MAX_REFERENCE_FUNCTION if is_reference else MAX_FUNCTION
    if suffix in functions:
        for first, count in functions[suffix](text):
            if count > most:
                yield f"{name}:{first}: a function of {count} lines, at most {most}"


def check_words(name: str, text: str, suffix: str) -> Iterator[str]:
    """Yield characters and words that a file of its place must not have."""
    if suffix in {".cpp", ".hpp", ".in", ".py", ".pyi"}:
        for number, line in enumerate(text.splitlines(), 1):
            if not line.isascii():
                yield f"{name}:{number}: not ASCII"
    floor = re.match(r"cpp/(?:include/loyaltycore|src)/(base|model|rules|kernel)/", name)
    if not floor:
        return
    patterns = [QUIET] if floor[1] in {"base", "model"} else [QUIET, PURE]
    for number, line in enumerate(blanked(text).splitlines(), 1):
        for pattern in patterns:
            if (match := pattern.search(line)) and match[0] != MAY_ALLOCATE.get(name):
                yield f"{name}:{number}: {match[0]} has no place on floor {floor[1]}"


def check_version(texts: dict[str, str]) -> Iterator[str]:
    """Yield every place that states a version of its own or misses the one of CMakeLists.txt."""
    match = re.search(r"^  VERSION (\d+\.\d+\.\d+)", texts["CMakeLists.txt"], re.MULTILINE)
    if match is None:
        yield "CMakeLists.txt: no line `  VERSION x.y.z` in project()"
        return
    if not re.search(rf"^## {re.escape(match[1])}\b", texts.get("CHANGELOG.md", ""), re.MULTILINE):
        yield f"CHANGELOG.md: no section `## {match[1]}`"
    if re.search(r"^version\s*=", texts["pyproject.toml"], re.MULTILINE):
        yield "pyproject.toml: the version stands in CMakeLists.txt"
    for name, text in texts.items():
        stated = re.search(r"^__version__\s*=\s*[\"']", text, re.MULTILINE)
        if name.startswith("python/") and stated:
            yield f"{name}: the version stands in CMakeLists.txt"


def main() -> int:
    """Print what is wrong, one line each."""
    problems: list[str] = []
    texts: dict[str, str] = {}
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        texts[name] = text = path.read_text(encoding="utf-8")
        is_script = text.startswith("#!")
        if (path.suffix in CODE or is_script or path.name == "CMakeLists.txt") and (
            name not in GENERATED
        ):
            problems += check_lengths(name, text, path.suffix)
            problems += check_words(name, text, path.suffix)
        for number, line in enumerate(text.splitlines(), 1):
            if PLACES.search(line):
                problems.append(f"{name}:{number}: names a machine's path or an index")
    problems += check_version(texts)
    print("\n".join(problems) or "style: nothing wrong")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
