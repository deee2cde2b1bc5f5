//! scratch
use super::named;
use xpiler_ir::{
    Builder, Op, Result, Value, names,
    pass::{Instance, Opt, Pass},
};
/// See the module.
pub struct LoopReorder;
fn re(v: Value, at: &Builder, outer: Op, new: &[(Value, Value)]) -> Value {
    if let Some((_, n)) = new.iter().find(|(o, _)| *o == v) {
        return *n;
    }
    if v.is_outside(outer) {
        return v;
    }
    let d = v.def().expect("pure");
    let m: Vec<_> = d.operands().into_iter().map(|o| (o, re(o, at, outer, new))).collect();
    at.insert(d.clone_mapped(&m)).result(v.result_number())
}
impl Pass for LoopReorder {
    const ARGUMENT: &'static str = "loop-reorder";
    const SUMMARY: &'static str = "Reorder";
    const OPTIONS: &'static [Opt] = &[Opt::Str("loops", "the loops' names", "")];
    fn run(&self, module: Op, options: &Instance) -> Result<()> {
        let loops: Vec<Op> = options.str(0).split(',').map(|n| named::find_loop(module, n)).collect::<Result<_>>()?;
        let outer = *loops.iter().min_by_key(|l| l.ancestors().count()).unwrap();
        let inner = *loops.iter().max_by_key(|l| l.ancestors().count()).unwrap();
        let mut chain: Vec<Op> = vec![inner];
        chain.extend(inner.ancestors().take_while(|a| *a != outer.parent().unwrap()));
        chain.reverse();
        let mut map: Vec<(Value, Value)> = vec![];
        let mut at = Builder::before(outer);
        let mut end = None;
        for l in &loops {
            let name = l.str_attr(names::NAME).unwrap();
            let b: Vec<Value> = (0..3).map(|k| re(l.operand(k), &at, outer, &map)).collect();
            let made = at.for_loop(b[0], b[1], b[2], &name, |_, _| {});
            for a in [names::PARALLEL, names::BIND] {
                made.replace_attr(a, l.attr(a));
            }
            map.push((l.body().arg(0), made.body().arg(0)));
            end = made.body().terminator();
            at = Builder::before(end.unwrap()).with_loc(l.loc());
        }
        for l in &chain {
            for p in l.body().body_ops() {
                if chain.contains(&p) {
                    continue;
                }
                let c = at.insert(p.clone_mapped(&map));
                map.extend(p.results().into_iter().zip(c.results()));
            }
        }
        let _ = end;
        outer.erase();
        Ok(())
    }
}
