//! The entry that drives a device: allocate, copy, launch, copy back, free, and one error code for all of it.
//!
//! ```text
//!   cudaError_t err = cudaMalloc((void **)&d_x, ...);
//!   if (err == cudaSuccess) err = cudaMemcpy(d_x, x, ..., cudaMemcpyHostToDevice);
//!   if (err == cudaSuccess) {
//!     kernel<<<dim3(...), dim3(...)>>>(d_x);
//!     err = cudaGetLastError();
//!   }
//! ```

use xpiler_ir::{Block, Op, Result, Value, names as attrs};

use super::{
    expr::Expr,
    memory::Place,
    names::Names,
    printer::{Printer, refuse},
    target::Api,
    types::UNSIGNED,
};

/// How far an entry is.
pub(super) struct Chain {
    /// The error code is declared.
    pub started: bool,
    /// The allocations of device memory.
    allocs: Vec<Op>,
    /// Their pointers, once they are declared.
    pointers: Vec<String>,
    launches: bool,
    /// The error code, the queue and the dimensions in the text.
    err: String,
    queue: String,
    dim: String,
}

/// The C type, as written, of the kernel's parameter that a buffer is given to.
pub(super) fn parameter_ctype(entry: Op, memref: Value) -> Option<String> {
    memref.users().into_iter().rev().find_map(|user| {
        if user.is("memref.cast") {
            return parameter_ctype(entry, user.result(0));
        }
        let dims = if user.is("simt.launch") { 6 } else { 3 };
        if !is_launch(user) {
            return None;
        }
        let at = user.operands().iter().skip(dims).position(|v| *v == memref)?;
        let symbol = user.attr("kernel")?.as_symbol();
        let kernel = entry.parent()?.find("func.func").into_iter().find(|f| f.str_attr("sym_name") == symbol)?;
        kernel.attr("arg_attrs")?.as_array()?.get(at)?.dict_get(attrs::CTYPE)?.as_str()
    })
}

fn is_device(memref: Value) -> bool {
    memref.root().def_by("memref.alloc").is_some_and(|a| a.attr(attrs::DEVICE).is_some())
}
fn is_launch(op: Op) -> bool {
    op.is("simt.launch") || op.is("cluster.launch")
}
/// Can the operation fail?
fn can_fail(op: Op) -> bool {
    is_launch(op) || op.is("memref.copy") || op.is("memref.alloc") || (op.is("memref.store") && is_device(op.operand(1)))
}

impl Chain {
    /// The entry before anything is printed.
    pub fn new(func: Op) -> Self {
        let all = func.walk();
        Self {
            started: false,
            allocs: all.iter().copied().filter(|op| op.is("memref.alloc") && op.attr(attrs::DEVICE).is_some()).collect(),
            pointers: vec![],
            launches: all.iter().any(|op| is_launch(*op)),
            err: String::new(),
            queue: String::new(),
            dim: String::new(),
        }
    }
    /// Names what every entry has, behind the parameters, which keep theirs.
    pub fn choose_names(&mut self, names: &mut Names) {
        self.err = names.fresh("err");
        self.queue = names.fresh("queue");
        self.dim = names.fresh("dim");
    }
}

impl Printer<'_> {
    fn api(&self, op: Op) -> Result<&'static Api> {
        self.target.api.as_ref().ok_or_else(|| refuse(op, "there is no device"))
    }

    /// The whole entry.
    pub fn host_body(&mut self, block: Block) -> Result<()> {
        self.block_tail(block, true, |_, _| Ok(()))?;
        let status = self.func.int_attr(attrs::STATUS).unwrap_or(0);
        let api = self.api(self.func)?;
        let Some(chain) = self.chain.as_ref().filter(|c| c.started) else {
            self.line(&format!("return {status};"));
            return Ok(());
        };
        let (pointers, has_queue) = (chain.pointers.clone(), chain.launches && self.target.is_bang());
        let (err, queue) = (chain.err.clone(), chain.queue.clone());
        for pointer in pointers.iter().rev() {
            if self.target.is_bang() {
                self.line(&format!("if ({pointer} != nullptr) {}({pointer});", api.free));
            } else {
                self.line(&format!("{}({pointer});", api.free));
            }
        }
        if has_queue {
            self.line(&format!("if ({queue} != nullptr) cnrtQueueDestroy({queue});"));
        }
        if status == 0 {
            self.line(&format!("return (int){err};"));
        } else {
            self.line(&format!("return {err} == {} ? {status} : (int){err};", api.success));
        }
        Ok(())
    }

    /// Prints an operation of the entry that concerns the device; `false` if it does not.
    pub fn host_op(&mut self, op: Op) -> Result<bool> {
        if !op.regions().is_empty() && op.walk().into_iter().any(can_fail) && !self.is_early_return(op) {
            self.start_all(op)?;
        }
        match op.name().as_str() {
            "memref.alloc" => self.device_alloc(op)?,
            "memref.dealloc" if is_device(op.operand(0)) => {}
            "memref.copy" => self.device_copy(op)?,
            "simt.launch" if self.target.threads => self.launch(op)?,
            "cluster.launch" if self.target.is_bang() => self.launch(op)?,
            "memref.load" if is_device(op.operand(0)) => return Err(refuse(op, "the host cannot read the device's memory")),
            "memref.store" if is_device(op.operand(1)) => return Err(refuse(op, "the host cannot write the device's memory")),
            "scf.for" => return self.device_clear(op),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Declares the pointers, in front of the first thing that can fail; `true` if the error code is the caller's to declare.
    fn start(&mut self, op: Op) -> Result<bool> {
        let api = self.api(op)?;
        let Some(chain) = self.chain.as_mut().filter(|c| !c.started) else { return Ok(false) };
        chain.started = true;
        let (allocs, has_queue) = (chain.allocs.clone(), chain.launches && self.target.is_bang());
        let (err, queue) = (chain.err.clone(), chain.queue.clone());
        for alloc in allocs {
            let memref = alloc.result(0);
            let (element, cty) = self.heap_spelling(alloc, memref)?;
            let name = self.name_of(alloc, "d_buf");
            self.line(&format!("{element} *{name} = nullptr;"));
            self.places.insert(memref, Place::pointer(&name, &element, cty, false));
            if let Some(chain) = self.chain.as_mut() {
                chain.pointers.push(name);
            }
        }
        if has_queue {
            self.line(&format!("cnrtQueue_t {queue} = nullptr;"));
            self.line(&format!("{} {err} = cnrtQueueCreate(&{queue});", api.error));
        }
        Ok(!has_queue)
    }

    /// Declares what an entry needs, the error code included.
    fn start_all(&mut self, op: Op) -> Result<()> {
        if self.start(op)? {
            let api = self.api(op)?;
            let err = self.err();
            self.line(&format!("{} {err} = {};", api.error, api.success));
        }
        Ok(())
    }

    fn err(&self) -> String {
        self.chain.as_ref().map(|c| c.err.clone()).unwrap_or_default()
    }

    /// A call that gives an error code; its text is made when the pointers are declared.
    fn fallible(&mut self, op: Op, call: impl FnOnce(&mut Self) -> Result<String>) -> Result<()> {
        let api = self.api(op)?;
        let first = self.start(op)?;
        let (call, err) = (call(self)?, self.err());
        if first {
            self.line(&format!("{} {err} = {call};", api.error));
        } else {
            self.line(&format!("if ({err} == {}) {err} = {call};", api.success));
        }
        Ok(())
    }

    fn device_alloc(&mut self, op: Op) -> Result<()> {
        let memref = op.result(0);
        let once = op.ancestors().take_while(|a| *a != self.func).all(|a| a.is("scf.if"));
        if op.attr(attrs::DEVICE).is_none() || !once {
            return Err(refuse(op, "an entry allocates device memory only, and once"));
        }
        let api = self.api(op)?;
        let count = match (memref.ty().static_shape(), &memref.ty().shape()[..]) {
            (Some(shape), _) => Expr::int(shape.iter().product(), UNSIGNED.with_sign(true)),
            (None, [None]) => self.take(op, op.operand(0))?,
            _ => return Err(refuse(op, "device memory has one dimension")),
        };
        self.fallible(op, |p| {
            let bytes = p.bytes(op, memref, &count)?;
            let name = p.buffer(op, memref)?.text;
            Ok(format!("{}((void **)&{name}, {bytes})", api.malloc))
        })
    }

    fn device_copy(&mut self, op: Op) -> Result<()> {
        let api = self.api(op)?;
        let (src, dst) = (op.operand(0), op.operand(1));
        let count = self.extent(op, src)?;
        let bytes = self.bytes(op, dst, &count)?;
        if !is_device(src) && !is_device(dst) {
            let (to, from) = (self.buffer(op, dst)?, self.buffer(op, src)?);
            self.flush_for(op)?;
            self.need("string.h");
            self.line(&format!("memcpy({}, {}, {bytes});", to.text, from.text));
            return Ok(());
        }
        let direction = match (is_device(src), is_device(dst)) {
            (true, true) => api.on_device,
            (true, false) => api.to_host,
            _ => api.to_device,
        };
        let (to, from) = (self.buffer(op, dst)?, self.buffer(op, src)?);
        // CNRT's source is not const.
        let from = if self.target.is_bang() && self.is_constant(src) { Expr::cast("void *", &from, from.ty) } else { from };
        self.flush_for(op)?;
        self.fallible(op, |_| Ok(format!("{}({}, {}, {bytes}, {direction})", api.memcpy, to.text, from.text)))
    }

    /// A loop that only writes zeros to device memory is the platform's memset; `false` for other loops.
    fn device_clear(&mut self, op: Op) -> Result<bool> {
        let v = op.operands();
        let body: Vec<Op> =
            op.body().body_ops().into_iter().filter(|o| !o.is("arith.constant") && !o.is("arith.index_cast")).collect();
        let [store] = body[..] else { return Ok(false) };
        if !store.is("memref.store") || !is_device(store.operand(1)) || v.len() != 3 || store.operand_count() != 3 {
            return Ok(false);
        }
        let value = store.operand(0);
        let zero = value.const_int() == Some(0) || value.const_float().is_some_and(|f| f.to_bits() == 0);
        let index = store.operand(2);
        let index = index.def_by("arith.index_cast").map_or(index, |cast| cast.operand(0));
        if !zero || index != op.body().arg(0) || v[0].const_int() != Some(0) || v[2].const_int() != Some(1) {
            return Ok(false);
        }
        let api = self.api(op)?;
        let count = self.take(op, v[1])?;
        let bytes = self.bytes(op, store.operand(1), &count)?;
        let buffer = self.buffer(op, store.operand(1))?;
        self.flush_for(op)?;
        self.fallible(op, |_| Ok(format!("{}({}, 0, {bytes})", api.memset, buffer.text)))?;
        Ok(true)
    }

    /// `kernel<<<...>>>(arguments)` with a check.
    fn launch(&mut self, op: Op) -> Result<()> {
        let api = self.api(op)?;
        let symbol = op.attr("kernel").and_then(|a| a.as_symbol()).unwrap_or_default();
        let kernel = self.symbol(&symbol).ok_or_else(|| refuse(op, "it launches an unknown kernel"))?;
        self.start_all(op)?;
        let dims = if self.target.is_bang() { 3 } else { 6 };
        let mut values = vec![];
        for value in op.operands() {
            values.push(if value.ty().is_memref() { self.buffer(op, value)? } else { self.take(op, value)? });
        }
        let texts: Vec<&str> = values.iter().map(|e| e.text.as_str()).collect();
        let arguments = texts[dims..].join(", ");
        self.flush_for(op)?;
        let Some((err, queue, dim)) = self.chain.as_ref().map(|c| (c.err.clone(), c.queue.clone(), c.dim.clone())) else {
            return Err(refuse(op, "kernels launch no kernels"));
        };
        self.line(&format!("if ({err} == {}) {{", api.success));
        self.depth += 1;
        if self.target.is_bang() {
            let task_type = super::bang::task_type(op)?;
            // The fields are unsigned, and braces do not convert.
            let field = |e: &Expr| if e.literal.is_some() { e.text.clone() } else { Expr::cast("unsigned", e, UNSIGNED).text };
            let dims: Vec<String> = values[..3].iter().map(field).collect();
            self.line(&format!("cnrtDim3_t {dim} = {{{}}};", dims.join(", ")));
            self.line(&format!("{kernel}<<<{dim}, {task_type}, {queue}>>>({arguments});"));
            self.line(&format!("{err} = cnrtQueueSync({queue});"));
        } else {
            let (grid, block) = (texts[..3].join(", "), texts[3..6].join(", "));
            self.line(&format!("{kernel}<<<dim3({grid}), dim3({block})>>>({arguments});"));
            if let Some(last_error) = api.last_error {
                self.line(&format!("{err} = {last_error};"));
            }
        }
        self.depth -= 1;
        self.line("}");
        Ok(())
    }
}
