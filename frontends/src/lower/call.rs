//! Calls: helpers of the text, intrinsics, mathematics, and the words of each language.

use xpiler_ir::{Attr, Diagnostic, Result, Value, builder::Spec, cluster, libm, names};

use super::{Binding, Lower, Place, Val, pointer::cached_load};
use crate::{
    ast::{Node, NodeExt},
    ctype::CType,
    language::Api,
};

impl Lower<'_> {
    /// A call.
    pub(super) fn call(&mut self, node: &Node) -> Result<Val> {
        if let Some(value) = self.call_body(node)? {
            return Ok(value);
        }
        let callee = node.inner[0].decl();
        let Some(decl) = callee else { return self.refuse(node, "only functions can be called by name") };
        let name = decl.name.as_deref().unwrap_or("").to_owned();
        self.at(node);
        let args: Vec<&Node> = node.inner[1..].iter().filter(|a| !a.is("CXXDefaultArgExpr")).collect();
        if let Some(v) = self.tile_call(node, &name, &args)? {
            return Ok(v);
        }
        if !self.rows(&name)?.all().is_empty() {
            return self.intrinsic(node, &name, &args);
        }
        if self.host
            && let Some(api) = self.language.api(&name)
        {
            return self.api_call(node, api, &args);
        }
        if let Some((function, _)) = libm::by_name(&name)
            && function.arity == args.len()
        {
            let mut operands = self.operands(&args)?;
            self.at(node);
            let ty = self.ctype(node);
            for (v, arg) in operands.iter_mut().zip(&args) {
                let from = self.ctype(arg).value();
                *v = self.convert(*v, &from, &ty, arg)?;
            }
            return self.math(node, function.op, &operands, function.approx);
        }
        if let Some(v) = self.language_call(node, &name, &args)? {
            return Ok(v);
        }
        if name.contains("atomic") {
            return self.refuse(node, "atomics are not supported yet");
        }
        let known = self.ast.find(decl.id).and_then(|d| self.ast.span(d)).is_some_and(|s| s.file.contains("xpiler_prelude"));
        let code = if known { "unsupported-construct" } else { "unknown-intrinsic" };
        Err(Diagnostic::error(code, format!("`{name}` is not a function xpiler knows")).at(self.ast.span(node)))
    }
    fn operands(&mut self, args: &[&Node]) -> Result<Vec<Value>> {
        args.iter().map(|a| self.scalar(a)).collect()
    }
    fn math(&mut self, node: &Node, op: &str, operands: &[Value], approx: bool) -> Result<Val> {
        let Some(first) = operands.first() else { return self.refuse(node, "this call needs an argument") };
        if !first.ty().is_float() || operands.iter().any(|o| o.ty() != first.ty()) {
            return self.refuse(node, "this call is supported on floating-point numbers only");
        }
        let attrs: Vec<(&str, Attr)> = if approx { vec![(names::APPROX, self.ctx.unit_attr())] } else { vec![] };
        Ok(Val::Scalar(self.b().value_with(op, operands, first.ty(), &attrs)))
    }
    /// The functions that are one operation, or a few.
    fn language_call(&mut self, node: &Node, name: &str, args: &[&Node]) -> Result<Option<Val>> {
        let ty = self.ctype(node);
        if name == "__syncthreads" && self.language.is_simt() {
            self.b().op("simt.barrier", Spec::default());
            return Ok(Some(Val::Void));
        }
        if self.language.platform == "bang" {
            // The one for a board with several chips waits for all tasks, too.
            let word = if name == "__sync_all_ipu" { "__sync_all" } else { name };
            if let Some(barrier) = cluster::SYNCS.iter().position(|n| *n == word) {
                let attr = self.ctx.int_attr(self.ctx.i32(), barrier as i64);
                self.b().op("cluster.sync", Spec { attrs: &[("barrier", attr)], ..Spec::default() });
                return Ok(Some(Val::Void));
            }
            if let ("__is_mpu" | "__is_ipu", []) = (name, args) {
                let attr = self.ctx.int_attr(self.ctx.i32(), cluster::number("coreId"));
                let core = self.b().value_with("cluster.id", &[], self.ctx.i32(), &[("id", attr)]);
                let memory = self.int(self.ctx.i32(), cluster::MEMORY_CORE);
                return Ok(Some(Val::Scalar(self.b().cmpi(if name == "__is_mpu" { "eq" } else { "ne" }, core, memory))));
            }
            if name == "__bang_write_zero" && args.len() == 2 {
                self.write_zero(args[0], args[1])?;
                return Ok(Some(Val::Void));
            }
            if matches!(name, "__memcpy" | "__memcpy_async") {
                self.bang_copy(node, args, name == "__memcpy_async")?;
                return Ok(Some(Val::Void));
            }
        }
        let value = match (name, args.len()) {
            ("__threadfence" | "__threadfence_block", 0) => return Ok(Some(Val::Void)),
            ("printf" | "fprintf", _) if self.host || self.language.is_plain_c() => {
                // What a log line shows is not part of the meaning, but what it does would be.
                if let Some(a) = args.iter().find(|a| a.core().is("CallExpr") && !is_log_argument(a)) {
                    return self.refuse(a, "calls in the arguments of printf are not supported");
                }
                for a in args.iter().filter(|a| !a.core().is("CallExpr")) {
                    if !self.is_pure(a) {
                        self.effect(a)?;
                    }
                }
                self.int(self.ctx.i32(), 0)
            }
            ("printf", _) => return self.refuse(node, "printf in a kernel is not supported"),
            ("free", 1) => {
                let p = self.pointer(args[0])?;
                self.b().op("memref.dealloc", Spec { operands: &[p.base], ..Spec::default() });
                return Ok(Some(Val::Void));
            }
            ("sincosf", 3) => {
                let angle = self.scalar(args[0])?;
                for (target, function) in [(args[1], "math.sin"), (args[2], "math.cos")] {
                    let place = self.pointee(target)?;
                    self.at(node);
                    let value = self.b().un(function, angle);
                    self.write(value, &place, target)?;
                }
                return Ok(Some(Val::Void));
            }
            ("memset", 3) if let Some(id) = self.configuration_of(args[0]) => {
                self.clear_configuration(node, id, args)?;
                return Ok(Some(Val::Void));
            }
            ("memset", 3) if !self.host => {
                self.zero_memory(node, args)?;
                return Ok(Some(Val::Void));
            }
            ("memcpy", 3) => {
                self.copy_bytes(node, args[0], args[1], args[2])?;
                return Ok(Some(Val::Void));
            }
            ("__builtin_inff" | "__builtin_inf" | "__builtin_huge_valf" | "__builtin_huge_val", 0) => {
                self.b().float(self.mlir(&ty, node)?, f64::INFINITY)
            }
            ("__builtin_nanf" | "__builtin_nan", _) => self.b().float(self.mlir(&ty, node)?, f64::NAN),
            (
                "__int_as_float"
                | "__float_as_int"
                | "__uint_as_float"
                | "__float_as_uint"
                | "__longlong_as_double"
                | "__double_as_longlong",
                1,
            ) => {
                let bits = self.operands(args)?;
                self.at(node);
                self.b().value("arith.bitcast", &bits, self.mlir(&ty, node)?)
            }
            _ if let Some(pointer) = cached_load(node) => {
                let place = self.pointee(pointer)?;
                self.at(node);
                self.read(&place, node)?
            }
            ("__stwb" | "__stcg" | "__stcs" | "__stwt", 2) => {
                let place = self.pointee(args[0])?;
                if matches!(self.ctype(args[1]).value(), CType::Register { .. }) {
                    self.fill(&place, args[1])?;
                } else {
                    let value = self.scalar(args[1])?;
                    self.at(node);
                    self.write(value, &place, node)?;
                }
                return Ok(Some(Val::Void));
            }
            ("max" | "min" | "umax" | "umin", 2) => {
                let a = self.referenced_scalar(args[0], &ty)?;
                let b = self.referenced_scalar(args[1], &ty)?;
                self.at(node);
                if a.ty().is_float() && node.inner[0].core().written_type().contains('&') {
                    // std::max(a, b) is a < b ? b : a, which is not fmax where a NaN is.
                    let (l, r) = if name == "max" { (a, b) } else { (b, a) };
                    let b_ = self.b();
                    b_.select(b_.cmpf("olt", l, r), b, a)
                } else {
                    self.extremum(a, b, name.ends_with("max"), &ty, node)?
                }
            }
            // Asks Linux for the state of tiles: it is granted.
            ("syscall", 3) if [158, 0x1023, 18].into_iter().eq(args.iter().filter_map(|a| self.constant(a))) => {
                self.int(self.mlir(&ty, node)?, 0)
            }
            ("abs" | "labs" | "llabs", 1) => {
                let v = self.scalar(args[0])?;
                self.at(node);
                self.b().un(if v.ty().is_float() { "math.absf" } else { "math.absi" }, v)
            }
            ("isnan" | "isinf", 1) => {
                let v = self.scalar(args[0])?;
                self.at(node);
                let b = self.b();
                if name == "isnan" {
                    b.cmpf("uno", v, v)
                } else {
                    b.cmpf("oeq", b.un("math.absf", v), b.float(v.ty(), f64::INFINITY))
                }
            }
            ("fmod" | "fmodf", 2) => {
                let v = self.operands(args)?;
                self.at(node);
                self.b().bin("arith.remf", v[0], v[1])
            }
            (
                "__float2half"
                | "__float2half_rn"
                | "__half2float"
                | "__float2bfloat16"
                | "__float2bfloat16_rn"
                | "__bfloat162float"
                | "__int2float_rn"
                | "__int2half_rn"
                | "__float2int_rz",
                1,
            ) => {
                let v = self.scalar(args[0])?;
                let from = self.ctype(args[0]).value();
                self.at(node);
                self.convert(v, &from, &ty, node)?
            }
            ("__float2int_rn", 1) => {
                let v = self.scalar(args[0])?;
                self.at(node);
                let even = self.b().un("math.roundeven", v);
                self.convert(even, &CType::Float, &ty, node)?
            }
            ("__frcp_rn", 1) => {
                let v = self.scalar(args[0])?;
                let one = self.b().float(v.ty(), 1.0);
                self.b().bin("arith.divf", one, v)
            }
            ("__saturatef", 1) => {
                let v = self.scalar(args[0])?;
                let b = self.b();
                let low = b.bin("arith.maxnumf", v, b.float(v.ty(), 0.0));
                b.bin("arith.minnumf", low, b.float(v.ty(), 1.0))
            }
            ("__mul24", 2) => return self.refuse(node, "24-bit multiplication is not supported"),
            (_, n) => {
                let Some((_, op, arity)) = OPERATIONS.iter().find(|(f, _, _)| *f == name) else {
                    return self.compare_call(node, name, args);
                };
                if *arity != n {
                    return self.refuse(node, "this call has another number of arguments");
                }
                let operands = self.operands(args)?;
                self.at(node);
                return self.math(node, op, &operands, false).map(Some);
            }
        };
        Ok(Some(Val::Scalar(value)))
    }
    fn compare_call(&mut self, node: &Node, name: &str, args: &[&Node]) -> Result<Option<Val>> {
        let op = match name {
            "__hgt" => ">",
            "__hge" => ">=",
            "__hlt" => "<",
            "__hle" => "<=",
            "__heq" => "==",
            _ => return Ok(None),
        };
        let v = self.operands(args)?;
        self.at(node);
        Ok(self.compare(op, v[0], v[1], true).map(Val::Scalar))
    }
    /// An argument of `std::max`, which takes references.
    fn referenced_scalar(&mut self, arg: &Node, ty: &CType) -> Result<Value> {
        let from = self.ctype(arg).value();
        let v = self.load(arg)?;
        self.convert(v, &from, &ty.clone().value(), arg)
    }
    fn extremum(&mut self, a: Value, b: Value, max: bool, ty: &CType, node: &Node) -> Result<Value> {
        let op = match (a.ty().is_float(), ty.clone().value().is_unsigned(), max) {
            (true, _, true) => "arith.maxnumf",
            (true, _, false) => "arith.minnumf",
            (false, true, true) => "arith.maxui",
            (false, true, false) => "arith.minui",
            (false, false, true) => "arith.maxsi",
            (false, false, false) => "arith.minsi",
        };
        if let (Some(x), Some(y)) = (a.const_int(), b.const_int()) {
            let less = self.compare("<", a, b, !ty.clone().value().is_unsigned()).and_then(|v| v.const_int());
            let Some(less) = less else { return self.refuse(node, "this call is not supported") };
            return Ok(self.int(a.ty(), if (less != 0) == max { y } else { x }));
        }
        Ok(self.b().bin(op, a, b))
    }
    /// A number of elements, bytes or rows. One that is made of variables may be negative: then nothing is done.
    pub(super) fn not_negative(&mut self, node: &Node) -> Result<Value> {
        let value = self.index(node)?;
        self.refuse_negative(value, node)?;
        Ok(value)
    }
    fn refuse_negative(&self, value: Value, node: &Node) -> Result<()> {
        if value.const_int().is_some_and(|n| n < 0) {
            return self.refuse(node, "this number must not be negative");
        }
        Ok(())
    }
    /// `__bang_write_zero(dst, n)` is `__bang_write_value(dst, n, 0)`.
    fn write_zero(&mut self, dst: &Node, count: &Node) -> Result<()> {
        let (base, offset) = self.buffer_operand(dst)?;
        let count = self.not_negative(count)?;
        let element = base.ty().element();
        let zero = if element.is_float() { self.b().float(element, 0.0) } else { self.int(element, 0) };
        self.row_call("__bang_write_value", &[base, count, zero], &[offset], &[]);
        Ok(())
    }
    /// `__memcpy(dst, src, bytes, direction[, dst_stride, src_stride, segments - 1])`.
    fn bang_copy(&mut self, node: &Node, args: &[&Node], asynchronous: bool) -> Result<()> {
        if !matches!(args.len(), 4 | 7) {
            return self.refuse(node, "this form of __memcpy is not supported");
        }
        let dst = self.pointer(args[0])?;
        let dst = self.flat(dst, args[0])?;
        let src = self.pointer(args[1])?;
        let src = self.flat(src, args[1])?;
        if dst.element() != src.element() || !dst.is_plain() || !src.is_plain() {
            return self.refuse(node, "source and destination have elements of different types");
        }
        // A name, or a parameter that stands for one.
        let number = self.scalar(args[3])?.const_int().and_then(|n| usize::try_from(n).ok());
        let direction = number.and_then(|n| cluster::DIRECTIONS.get(n)).copied().unwrap_or("");
        let space = |word: &str| cluster::SPACES.iter().position(|s| s.eq_ignore_ascii_case(word)).map(|i| i as i64);
        let Some((from, to)) = direction.split_once('2').and_then(|(f, t)| Some((space(f)?, space(t)?))) else {
            return self.refuse(args[3], "the direction must be a name such as GDRAM2NRAM");
        };
        let size = i64::from(dst.element().bits()) / 8;
        let count = self.elements(args[2], size)?;
        self.refuse_negative(count, args[2])?;
        let zero = self.b().index(0);
        let mut operands = vec![dst.base, dst.offset.unwrap_or(zero), src.base, src.offset.unwrap_or(zero), count];
        let strided = args.len() == 7;
        if strided {
            operands.push(self.elements(args[4], size)?);
            operands.push(self.elements(args[5], size)?);
            let segments = self.not_negative(args[6])?;
            operands.push(self.add_index(segments, self.b().index(1)));
        }
        self.at(node);
        if !strided && (from, to) == (cluster::NRAM, cluster::NRAM) {
            for (base, offset) in [(operands[0], operands[1]), (operands[2], operands[3])] {
                let did = format!(
                    "copies within NRAM at a place that is no multiple of {} bytes (the form with strides may)",
                    cluster::NRAM_COPY_ALIGNMENT
                );
                self.aligned_to(&Place { base, index: vec![offset], wide: None }, cluster::NRAM_COPY_ALIGNMENT, &did);
            }
        }
        let s = i32::from(strided);
        let i32_ = self.ctx.i32();
        let mut attrs = vec![
            ("from", self.ctx.int_attr(i32_, from)),
            ("to", self.ctx.int_attr(i32_, to)),
            ("operandSegmentSizes", self.ctx.i32_array_attr(&[1, 1, 1, 1, 1, s, s, s])),
        ];
        if asynchronous {
            attrs.push(("async", self.ctx.unit_attr()));
        }
        self.b().op("cluster.copy", Spec { operands: &operands, attrs: &attrs, ..Spec::default() });
        Ok(())
    }
    /// A pointer argument as memory and offset.
    pub(super) fn buffer_operand(&mut self, arg: &Node) -> Result<(Value, Value)> {
        let p = self.pointer(arg)?;
        let p = self.flat(p, arg)?;
        // A row takes a vector's address as that of its first element.
        if p.scale != 1 || p.wide.is_some_and(|ty| !ty.is_vector()) {
            return self.refuse(arg, "this points to elements of another width than the buffer's");
        }
        Ok((p.base, p.offset.unwrap_or_else(|| self.b().index(0))))
    }
    /// Does the name stand for something of the host alone?
    pub(super) fn is_opaque(&self, node: &Node) -> bool {
        node.core().decl().is_some_and(|d| matches!(self.bindings.get(&d.id), Some(Binding::Opaque)))
    }
    /// What a host function does, if the node calls one.
    pub(super) fn api_of(&self, node: &Node) -> Option<Api> {
        let name = node.core().inner.first()?.decl()?.name.as_deref()?;
        self.language.api(name)
    }
}

/// `cudaGetErrorString(err)` in a log line.
fn is_log_argument(node: &Node) -> bool {
    let name = node.core().inner.first().and_then(|c| c.decl()).and_then(|d| d.name.as_deref()).unwrap_or("");
    name.ends_with("ErrorString") || name.ends_with("ErrorName") || name.ends_with("LastError")
}

/// Functions of CUDA and HIP that are one operation; the first is the name, the last the number of arguments.
const OPERATIONS: &[(&str, &str, usize)] = &[
    ("__fsqrt_rn", "math.sqrt", 1),
    ("__fadd_rn", "arith.addf", 2),
    ("__fsub_rn", "arith.subf", 2),
    ("__fmul_rn", "arith.mulf", 2),
    ("__fdiv_rn", "arith.divf", 2),
    ("__fmaf_rn", "math.fma", 3),
    ("__hadd", "arith.addf", 2),
    ("__hsub", "arith.subf", 2),
    ("__hmul", "arith.mulf", 2),
    ("__hdiv", "arith.divf", 2),
    ("__hfma", "math.fma", 3),
    ("__hneg", "arith.negf", 1),
    ("__hmax", "arith.maxnumf", 2),
    ("__hmin", "arith.minnumf", 2),
    ("__habs", "math.absf", 1),
    ("hexp", "math.exp", 1),
    ("hlog", "math.log", 1),
    ("hsqrt", "math.sqrt", 1),
    ("hrsqrt", "math.rsqrt", 1),
    ("htanh", "math.tanh", 1),
];
