"""Compiles a text of row calls for its platform and runs it once on a file of bytes: native.py PLATFORM TEXT BYTES.

The text defines `int run_rows(unsigned char *)`; what it leaves behind replaces the file's contents.
"""
import ctypes
import pathlib
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))
import toolchains  # noqa: E402

LINE = 64


def main(platform, text, path):
    content = pathlib.Path(path).read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "rows.so"
        if platform == "vnni":
            tiles = toolchains.tile_flags(pathlib.Path(text).read_text(encoding="utf-8"))
            flags = ["-O1", "-march=native", *tiles, "-w", "-fno-strict-aliasing", "-shared", "-fPIC"]
            toolchains._run([toolchains.find("gcc"), *flags, text, "-o", out, "-lm"])
        else:
            toolchains.build_shared(platform, text, out)
        space = ctypes.create_string_buffer(len(content) + LINE)
        start = -(-ctypes.addressof(space) // LINE) * LINE
        ctypes.memmove(start, content, len(content))
        status = ctypes.CDLL(str(out)).run_rows(ctypes.c_void_p(start))
        pathlib.Path(path).write_bytes(ctypes.string_at(start, len(content)))
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
