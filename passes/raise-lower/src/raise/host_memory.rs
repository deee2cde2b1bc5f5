//! `check-host`: does the host's part of a platform form use each memory as what it is, and only while it is alive?
//!
//! * A copy names its direction; what it copies from and to must lie there.
//! * Kernels get device memory. A pointer parameter of a wrapper is the host's or the device's, whichever it is used as, but not both.
//! * The host does not read or write device memory itself.
//! * What was freed is not used again.
//!
//! Refuses with: `memory-space`, `use-after-free`.

use std::collections::BTreeMap;

use xpiler_ir::{
    Diagnostic, Op, Result, Value,
    diagnostic::Fault,
    names,
    pass::{Instance, Pass},
};

/// See the module.
pub struct CheckHost;

impl Pass for CheckHost {
    const ARGUMENT: &'static str = "check-host";
    const SUMMARY: &'static str = "Refuse wrappers that take host memory for device memory, or use what was freed";

    fn run(&self, module: Op, _: &Instance) -> Result<()> {
        for entry in module.body().ops().into_iter().filter(|f| f.attr(names::ENTRY).is_some()) {
            let launches = entry.walk().iter().any(|op| op.is("simt.launch") || op.is("cluster.launch"));
            let mut host = Host { entry, launches, parameters: BTreeMap::new(), freed: vec![] };
            for op in entry.walk() {
                host.visit(op)?;
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Memory {
    Host,
    Device,
}

struct Host {
    entry: Op,
    launches: bool,
    /// What pointer parameters have been used as.
    parameters: BTreeMap<usize, Memory>,
    freed: Vec<Value>,
}

fn refuse(op: Op, code: &'static str, message: String) -> Result<()> {
    Err(Diagnostic { fault: Fault::Verdict, ..Diagnostic::error(code, message) }.at(op.span()))
}

impl Host {
    fn name(&self, buffer: Value) -> String {
        let named = match (buffer.def(), buffer.as_block_arg()) {
            (Some(op), _) => op.str_attr(names::NAME),
            (None, Some((_, i))) => {
                let attrs = self.entry.attr("arg_attrs").and_then(|a| a.as_array());
                attrs.and_then(|a| a.get(i)?.dict_get(names::NAME)?.as_str())
            }
            (None, None) => None,
        };
        named.unwrap_or_else(|| "a buffer".into())
    }

    /// A use of a buffer as host or device memory.
    fn uses(&mut self, op: Op, buffer: Value, wanted: Memory, what: &str) -> Result<()> {
        let buffer = buffer.root();
        self.alive(op, buffer)?;
        let is = match (buffer.def(), buffer.as_block_arg()) {
            (Some(def), _) if def.is("memref.alloc") && def.attr(names::DEVICE).is_some() => Memory::Device,
            (Some(_), _) => Memory::Host,
            (None, Some((_, i))) => *self.parameters.entry(i).or_insert(wanted),
            (None, None) => return Ok(()),
        };
        if is == wanted {
            return Ok(());
        }
        let (is, wanted) = if is == Memory::Host { ("host", "device") } else { ("device", "host") };
        refuse(op, "memory-space", format!("{what} takes {wanted} memory, but `{}` is {is} memory", self.name(buffer)))
    }

    fn alive(&self, op: Op, buffer: Value) -> Result<()> {
        if self.freed.contains(&buffer) {
            return refuse(op, "use-after-free", format!("`{}` is used after it was freed", self.name(buffer)));
        }
        Ok(())
    }

    fn visit(&mut self, op: Op) -> Result<()> {
        match op.name().as_str() {
            "memref.copy" => {
                let (from, to) = match op.str_attr(names::DIRECTION).as_deref() {
                    Some("h2d") => (Memory::Host, Memory::Device),
                    Some("d2h") => (Memory::Device, Memory::Host),
                    Some("d2d") => (Memory::Device, Memory::Device),
                    Some("h2h") => (Memory::Host, Memory::Host),
                    _ => {
                        self.alive(op, op.operand(0).root())?;
                        return self.alive(op, op.operand(1).root());
                    }
                };
                self.uses(op, op.operand(0), from, "this copy's source")?;
                self.uses(op, op.operand(1), to, "this copy's target")
            }
            "simt.launch" | "cluster.launch" => {
                for buffer in op.operands().into_iter().filter(|v| v.ty().is_memref()) {
                    self.uses(op, buffer, Memory::Device, "a kernel")?;
                }
                Ok(())
            }
            "memref.load" | "memref.store" => {
                let buffer = op.operand(usize::from(op.is("memref.store"))).root();
                // What the API does for the host is marked.
                if !self.launches || op.attr(names::DIRECTION).is_some() || buffer.ty().shape().is_empty() {
                    return self.alive(op, buffer);
                }
                self.uses(op, buffer, Memory::Host, "the host")
            }
            "memref.dealloc" => {
                let buffer = op.operand(0).root();
                self.alive(op, buffer)?;
                // On a path that may not be taken, it may be alive behind it.
                let certain = op.ancestors().take_while(|a| *a != self.entry).all(|a| a.attr(names::LIVE).is_some());
                if certain {
                    self.freed.push(buffer);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
