//! BANG C.

use super::*;

#[test]
fn bang() {
    let text = "#include <bang.h>
#define SEG 256
__nram__ char raw[4096];
__mlu_entry__ void add(float *a, float *b, float *c, int n) {
  __nram__ float t[SEG];
  float *x = (float *)raw;
  float *y = (float *)(raw + SEG * sizeof(float));
  for (int i = taskId * SEG; i < n; i += taskDim * SEG) {
    __memcpy(x, a + i, SEG * sizeof(float), GDRAM2NRAM);
    __memcpy_async(y, b + i, n * sizeof(float), GDRAM2NRAM, 8 * sizeof(float), n * sizeof(float), n - 1);
    __sync_io();
    __bang_add(t, x, y, SEG);
    __bang_mul_scalar(t, t, 2, SEG);
    __bang_write_zero(x, SEG);
    t[0] += x[1];
    __memcpy(c + i, t, SEG * sizeof(float), NRAM2GDRAM);
  }
  __sync_cluster();
}
";
    let printed = read("bang", text);
    has(
        &printed,
        &[
            "cluster.alloc nram {xpiler.name = \"raw\"} : memref<1024xf32>",
            "cluster.alloc nram {xpiler.name = \"t\"} : memref<256xf32>",
            "cluster.id taskId : i32",
            "scf.for",
            "cluster.copy %arg0[",
            "gdram to",
            "nram size %c256",
            "cluster.copy async",
            "strides(%c8",
            "count",
            "cluster.sync io",
            "intrin.call \"bang\" \"__bang_add\"(",
            "at(%c0",
            "\"__bang_mul_scalar\"",
            "\"__bang_write_zero\"",
            "cluster.sync cluster",
            "cluster.launch @add union1 tasks(",
        ],
    );
    let launch = "int run(float *a, int n) {
  float *d; cnrtQueue_t queue; cnrtQueueCreate(&queue);
  if (cnrtMalloc((void **)&d, n * sizeof(float)) != CNRT_RET_SUCCESS) return -1;
  cnrtMemcpy(d, a, n * sizeof(float), CNRT_MEM_TRANS_DIR_HOST2DEV);
  cnrtDim3_t dim = {32, 1, 1};
  dim.y = 2;
  add<<<dim, TYPE, queue>>>(d, d, d, n);
  cnrtQueueSync(queue); cnrtFree(d);
  return 0;
}
";
    for ty in ["CNRT_FUNC_TYPE_BLOCK", "cnrtFuncTypeBlock"] {
        let printed = read("bang", &format!("{text}{}", launch.replace("TYPE", ty)));
        has(&printed, &["memref.alloc(", "memref.copy", "cluster.launch @add block tasks(%c32, %c2, %c1"]);
    }
    let d = read_with("bang", text, &Options::default()).expect_err("no geometry");
    assert!(d.message.contains("--task-dim"), "{}", d.message);
    assert_eq!(refused("bang", &text.replace("__bang_add(", "__bang_nonsense(")), ("unknown-intrinsic", 12));
}

#[test]
fn directions_are_those_of_the_prelude() {
    let list = crate::bang::LANGUAGE
        .prelude
        .split_once("typedef enum mluMemcpyDirection_t {")
        .and_then(|(_, rest)| rest.split_once('}'));
    let words: Vec<&str> = list.expect("the enumeration").0.split(',').map(str::trim).collect();
    assert_eq!(words, xpiler_ir::cluster::DIRECTIONS);
}
