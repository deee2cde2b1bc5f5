"""report.json keeps its schema, for a good verdict and for a refusal."""
import json
import pathlib
import subprocess

import jsonschema
import referencing

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMA, SCHEDULE = (json.loads((ROOT / f"tools/{name}.schema.json").read_text()) for name in ("report", "schedule"))
SCHEMAS = referencing.Registry().with_resource("schedule.schema.json", referencing.Resource.from_contents(SCHEDULE))


def translate(xpiler, folder, text, to, *options):
    source, report = folder / "k.cu", folder / "r.json"
    source.write_text(text)
    subprocess.run(
        [xpiler, "translate", source, "--to", to, "--grid", "4", "--block", "32", "--shape", "y=100", "--arg", "n=100",
         "--report", report, "-o", folder / "out", *options],
        capture_output=True,
    )
    return json.loads(report.read_text())


KERNEL = "__global__ void k(float *y, int n) { int i = blockIdx.x * blockDim.x + threadIdx.x; if (i < %s) y[i] = 2.0f * y[i]; }\n"


def test_good(xpiler, tmp_path):
    report = translate(xpiler, tmp_path, KERNEL % "n", "bang")
    jsonschema.validate(report, SCHEMA, registry=SCHEMAS)
    assert report["verdict"] == "identity-tested"
    assert report["covers"]["args"] == {"n": 100}
    assert report["permissions"] == report["verification"]["permissions"] == []


def test_unsafe_source(xpiler, tmp_path):
    # One element too many: the source itself goes out of bounds.
    report = translate(xpiler, tmp_path, KERNEL % "n + 1", "hip")
    jsonschema.validate(report, SCHEMA, registry=SCHEMAS)
    assert report["safety"]["source"] == "unsafe"


def test_permissions(xpiler, tmp_path):
    """Those that were given are named, and those that the translation needed."""
    report = translate(xpiler, tmp_path, KERNEL % "n", "bang", "--allow", "approx", "--allow", "tf32,approx")
    jsonschema.validate(report, SCHEMA, registry=SCHEMAS)
    assert report["permissions"] == ["tf32", "approx"] and report["verification"]["permissions"] == []
