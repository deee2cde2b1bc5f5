//! Texts in, MLIR out: what is read as what, and what is refused where.

use xpiler_ir::{Diagnostic, context::new_context};

use crate::{Options, parse};

mod bang;
mod c;
mod entry;
mod simt;
mod x86;

fn read_with(platform: &str, text: &str, options: &Options) -> Result<String, Diagnostic> {
    let (ctx, sink) = new_context();
    let file = if platform == "vnni" { "test.c" } else { "test.cu" };
    parse(ctx, &sink, platform, file, text, options).map(|k| k.print())
}

fn geometry() -> Options {
    Options {
        grid: Some("(n + 255) / 256,1,1".into()),
        block: Some("256".into()),
        task_dim: Some("4,1,1".into()),
        task_type: Some("union1".into()),
        ..Options::default()
    }
}

/// Reads a text that must be accepted.
fn read(platform: &str, text: &str) -> String {
    match read_with(platform, text, &geometry()) {
        Ok(printed) => printed,
        Err(d) => panic!("{}", d.render(&[("test.cu", text), ("test.c", text)])),
    }
}

/// Reads a text that must be refused: the code and the line.
fn refused(platform: &str, text: &str) -> (&'static str, u32) {
    match read_with(platform, text, &geometry()) {
        Ok(printed) => panic!("accepted as\n{printed}"),
        Err(d) => (d.code, d.span.map_or(0, |s| s.line)),
    }
}

fn kernel(body: &str) -> String {
    format!("#include <cuda_runtime.h>\n__global__ void k(const float *a, float *b, int n) {{\n{body}\n}}\n")
}

#[track_caller]
fn has(printed: &str, parts: &[&str]) {
    let mut rest = printed;
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => panic!("`{part}` is missing (in this order) in\n{printed}"),
        }
    }
}

const ADD: &str = "__global__ void add(const float *a, const float *__restrict__ b, float *c, int n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) c[i] = a[i] + b[i];
}
";

/// A wrapper as our own emitters write it, for the API with that prefix.
fn wrapper(api: &str, to_device: &str, to_host: &str) -> String {
    format!(
        "{ADD}extern \"C\" int add_launch(const float *a, const float *b, float *c, int n) {{
  float *d_a = nullptr, *d_b = nullptr;
  float *d_c = nullptr;
  {api}Error_t err = {api}Malloc((void **)&d_a, sizeof(float) * (size_t)(n));
  if (err == {api}Success) err = {api}Malloc((void **)&d_b, sizeof(float) * (size_t)(n));
  if (err == {api}Success) err = {api}Malloc((void **)&d_c, sizeof(float) * (size_t)(n));
  if (err == {api}Success) err = {api}Memcpy(d_a, a, sizeof(float) * (size_t)(n), {to_device});
  if (err == {api}Success) err = {api}Memcpy(d_b, b, sizeof(float) * (size_t)(n), {to_device});
  if (err == {api}Success) {{
    add<<<dim3((n + 255) / 256, 1, 1), dim3(256, 1, 1)>>>(d_a, d_b, d_c, n);
    err = {api}GetLastError();
  }}
  if (err == {api}Success) err = {api}Memcpy(c, d_c, sizeof(float) * (size_t)(n), {to_host});
  {api}Free(d_a);
  {api}Free(d_b);
  {api}Free(d_c);
  return err;
}}
"
    )
}
