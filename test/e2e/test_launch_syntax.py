"""The rewrite of launches and dynamic shared memory."""

import pytest
from launch_syntax import LaunchError, rewrite


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("k<<<1, 2>>>(x);", "xpiler_launch(k,1, 2)(x);"),
        ("k<16><<<g, b, 0, s>>>(x);", "xpiler_launch((k<16>),g, b, 0, s)(x);"),
        ("ns::k<a::b<3>, int><<<g, b>>>(x);", "xpiler_launch((ns::k<a::b<3>, int>),g, b)(x);"),
        ("if (n) k<<<g, b>>>();", "if (n) xpiler_launch(k,g, b)();"),
        ("return k<<<dim3(f(1, 2)), {3, 4}, n >> 2>>>(x);", "return xpiler_launch(k,dim3(f(1, 2)), {3, 4}, n >> 2)(x);"),
        ("// k<<<1, 2>>>(x)", "// k<<<1, 2>>>(x)"),
        ('s = "k<<<1, 2>>>(x)";', 's = "k<<<1, 2>>>(x)";'),
        ('R"(k<<<1>>>(x))"', 'R"(k<<<1>>>(x))"'),
        ("x = a << 2 >> b;", "x = a << 2 >> b;"),
        ("k /* a */ <<<\n g,\n b>>>\n(x)", "xpiler_launch(k /* a */ ,\n g,\n b)\n(x)"),
    ],
)
def test_launch(text, expected):
    assert rewrite(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "extern __shared__ float s[];",
        "extern __shared__ __align__(16) float s[];",
        "extern __shared__ alignas(16) float s[];",
        "__shared__ extern float s[];",
    ],
)
def test_dynamic_shared(text):
    assert "".join(rewrite(text).split()) == "float*s=(float*)xpiler::dynamic_shared_memory();"


def test_lines_stay():
    text = "extern __shared__\n float s[];\nk<1,\n2><<<a,\nb>>>(c);\n"
    assert rewrite(text).count("\n") == text.count("\n")


def test_static_shared_alignment():
    assert rewrite("__shared__ alignas(16) float s[4];") == "__shared__ __align__(16) float s[4];"


@pytest.mark.parametrize("text", ["<<<1, 2>>>(x);", "k<<<1, 2;", "k<<<1, 2>>>;"])
def test_refused(text):
    with pytest.raises(LaunchError):
        rewrite(text)
