//! Loops and branches, with and without values.

use xpiler_ir::{Block, Op, Result, Value, names as attrs};

use super::{
    expr::{Expr, prec},
    printer::{Printer, refuse},
    types::{CTy, INT, LONG},
};

/// On an `scf.if` of an entry: the status that it returns where its condition holds (integer).
pub(super) const REFUSE: &str = "xpiler.refuse";

impl Printer<'_> {
    /// `for (int i = a; i < b; i += s)`, its carried values being variables declared in front of it.
    pub fn for_loop(&mut self, op: Op) -> Result<()> {
        let operands = op.operands();
        let body = op.body();
        let parallel = op.str_attr(attrs::BIND).as_deref() == Some("omp");
        if parallel && (operands.len() > 3 || !self.target.is_c()) {
            return Err(refuse(op, "only loops of plain C without carried values run in parallel"));
        }
        let lower = self.take(op, operands[0])?;
        // The bound and the step are evaluated again and again.
        let upper = self.take_invariant(op, operands[1])?;
        let step = self.take_invariant(op, operands[2])?;
        let carried = self.declare_carried(op, &operands[3..], &body.args()[1..])?;
        self.flush_for(op)?;

        let iv = body.arg(0);
        let wide = iv.ty().is_index() && (lower.ty.bits() == 64 || upper.ty.bits() == 64);
        let ty = if wide { LONG } else { self.ctype(op, iv.ty())?.with_sign(op.attr("unsignedCmp").is_none()) };
        let name = match op.str_attr(attrs::NAME) {
            Some(name) => self.names.fresh(&name),
            None => {
                let depth = op.ancestors().filter(|a| a.is("scf.for") && a.str_attr(attrs::NAME).is_none()).count();
                self.names.fresh(["i", "j", "k", "l"].get(depth).copied().unwrap_or("m"))
            }
        };
        self.bound.insert(iv, Expr { nonneg: lower.nonneg, ..Expr::name(&name, ty) });
        let increment = match step.literal {
            Some(1) => format!("++{name}"),
            _ => format!("{name} += {}", step.text),
        };
        if parallel {
            self.line("#pragma omp parallel for");
        }
        let (spelling, end) = (self.target.spell(ty), self.want(&upper, upper.ty.with_sign(!ty.is_unsigned())).at(prec::SHIFT));
        self.line(&format!("for ({spelling} {name} = {}; {name} < {end}; {increment}) {{", lower.text));
        let inner = self.in_parallel || parallel;
        let outer = std::mem::replace(&mut self.in_parallel, inner);
        self.depth += 1;
        self.block(body, |p, end| p.assign(end, &end.operands(), &carried))?;
        self.depth -= 1;
        self.in_parallel = outer;
        self.line("}");
        self.bind_results(op, &carried)
    }

    /// An expression that is evaluated once, here, if it reads memory.
    fn take_invariant(&mut self, op: Op, value: Value) -> Result<Expr> {
        let e = self.take(op, value)?;
        if e.reads.is_empty() { Ok(e) } else { self.materialise(value, e) }
    }

    /// Declares the variables that carry values around a loop.
    fn declare_carried(&mut self, op: Op, inits: &[Value], args: &[Value]) -> Result<Vec<(String, CTy)>> {
        let mut carried = vec![];
        for (init, arg) in inits.iter().zip(args) {
            let e = self.take(op, *init)?;
            let (name, ty) = self.declare_result(op, arg.ty(), &e, "acc")?;
            self.bound.insert(*arg, Expr::carried(&name, ty));
            self.line(&format!("{} {name} = {};", self.target.spell(ty), e.text));
            carried.push((name, ty));
        }
        Ok(carried)
    }

    /// A name and a C type for a value of `op`.
    fn declare_result(&mut self, op: Op, ty: xpiler_ir::Type, value: &Expr, hint: &str) -> Result<(String, CTy)> {
        let cty = if ty.is_index() && value.ty.bits() == 64 { LONG } else { self.ctype(op, ty)? };
        let hint = if cty.is_float() || cty.is_vector() || hint != "acc" { hint } else { "x" };
        Ok((self.names.fresh(hint), cty))
    }

    /// Assigns values to variables at once: what a later value needs is not overwritten by an earlier assignment.
    fn assign(&mut self, op: Op, values: &[Value], variables: &[(String, CTy)]) -> Result<()> {
        let mut work = vec![];
        for (value, (name, ty)) in values.iter().zip(variables) {
            let e = self.take(op, *value)?;
            if e.text != *name {
                work.push((*value, e, name.clone(), *ty));
            }
        }
        for i in 0..work.len() {
            let (_, e, name, ty) = &work[i];
            let compound = e.compound.as_ref().filter(|c| e.ty == *ty && self.is_variable(c.lhs, name));
            let text = match compound {
                Some(c) => format!("{name} {}= {};", c.op, c.rhs),
                None => format!("{name} = {};", e.text),
            };
            let name = name.clone();
            for (_, later, _, ty) in &mut work[i + 1..] {
                if later.vars.contains(&name) {
                    let saved = self.names.temporary("t");
                    let line = format!("const {} {saved} = {};", self.target.spell(*ty), later.text);
                    self.line(&line);
                    *later = Expr::name(saved, *ty);
                }
            }
            self.line(&text);
        }
        Ok(())
    }

    fn is_variable(&self, value: Value, name: &str) -> bool {
        self.bound.get(&value).is_some_and(|e| e.text == name)
    }

    fn bind_results(&mut self, op: Op, variables: &[(String, CTy)]) -> Result<()> {
        for (result, (name, ty)) in op.results().into_iter().zip(variables) {
            self.bound.insert(result, Expr::name(name, *ty));
        }
        Ok(())
    }

    /// `if`, a conditional expression, or an early return.
    pub fn branch(&mut self, op: Op, tail: bool) -> Result<()> {
        let condition = self.take(op, op.operand(0))?;
        if let Some(status) = op.int_attr(REFUSE) {
            return self.refusal(op, &condition, status);
        }
        let then = op.body();
        let otherwise = op.regions().get(1).and_then(|r| r.first());
        let status = op.int_attr(attrs::STATUS).unwrap_or(0);
        if tail && self.is_early_return(op) {
            self.flush_for(op)?;
            let gone = Expr::not(&condition).text;
            let kernel = self.func.attr(attrs::ENTRY).is_none() && !self.target.is_c();
            let leave = if kernel { "return;".to_owned() } else { format!("return {};", Expr::int(status, INT).text) };
            if self.heap.is_empty() {
                self.line(&format!("if ({gone}) {leave}"));
            } else {
                self.line(&format!("if ({gone}) {{"));
                self.depth += 1;
                self.leave_c(&leave);
                self.depth -= 1;
                self.line("}");
            }
            return self.block_tail(then, true, |_, _| Ok(()));
        }
        if status != 0 {
            return Err(refuse(op, "its status can only be returned in front of everything else"));
        }
        self.flush_for(op)?;
        let results = op.results();
        if let ([result], Some(otherwise)) = (&results[..], otherwise)
            && let Some(e) = self.conditional(op, &condition, then, otherwise)?
        {
            return self.bind(*result, e);
        }
        let mut variables = vec![];
        for result in &results {
            let ty = self.ctype(op, result.ty())?;
            let name = self.name_of(op, "r");
            self.line(&format!("{} {name};", self.target.spell(ty)));
            variables.push((name, ty));
        }
        let (yes, ()) = self.capture(1, |p| p.block(then, |p, end| p.assign(end, &end.operands(), &variables)))?;
        let no = match otherwise {
            None => String::new(),
            Some(block) => self.capture(1, |p| p.block(block, |p, end| p.assign(end, &end.operands(), &variables)))?.0,
        };
        self.print_if(&condition, &yes, &no);
        self.bind_results(op, &variables)
    }

    /// Is it the rest of the function behind an early return, which can be printed as one?
    pub fn is_early_return(&self, op: Op) -> bool {
        let last = op.next().is_none_or(|next| next.is("func.return") || next.is("scf.yield"));
        // Where device memory is alive, it must be given back.
        let free = self.chain.as_ref().is_none_or(|c| !c.started);
        let outer = op.parent().is_none_or(|p| p == self.func || self.is_early_return(p));
        op.attr(attrs::LIVE).is_some() && op.regions().get(1).is_none_or(|r| r.first().is_none()) && last && free && outer
    }

    fn print_if(&mut self, condition: &Expr, yes: &str, no: &str) {
        let inner = "  ".repeat(self.depth + 1);
        match (yes.is_empty(), no.is_empty()) {
            (true, true) => {}
            (true, false) => self.print_if(&Expr::not(condition), no, ""),
            (false, _) => {
                self.line(&format!("if ({}) {{", condition.text));
                self.out.push_str(yes);
                if no.is_empty() {
                    self.line("}");
                } else if is_one_if(no, &inner) {
                    let chained: String = no.lines().map(|l| format!("{}\n", l.strip_prefix("  ").unwrap_or(l))).collect();
                    self.line(&format!("}} else {}", chained.trim()));
                } else {
                    self.line("} else {");
                    self.out.push_str(no);
                    self.line("}");
                }
            }
        }
    }

    /// A branch without statements as an expression; `None` if it has statements.
    fn conditional(&mut self, op: Op, condition: &Expr, then: Block, otherwise: Block) -> Result<Option<Expr>> {
        if !is_short(then) || !is_short(otherwise) || op.result(0).ty().is_vector() {
            return Ok(None);
        }
        // What printing the blocks has done to the state is undone if it does not work out.
        let saved = self.state();
        let one = |p: &mut Self, block| p.capture(1, |p| p.block(block, |p, end| p.take(end, end.operand(0))));
        let (yes_text, yes) = one(self, then)?;
        let (no_text, no) = one(self, otherwise)?;
        if !yes_text.is_empty() || !no_text.is_empty() || yes.text.len() + no.text.len() > 80 {
            self.restore(saved);
            return Ok(None);
        }
        let ty = self.ctype(op, op.result(0).ty())?;
        Ok(Some(self.choose(condition, &yes, &no, ty)))
    }

    /// `c ? a : b`, or `&&` and `||` where one side is a constant.
    pub fn choose(&mut self, condition: &Expr, yes: &Expr, no: &Expr, ty: CTy) -> Expr {
        if ty == CTy::Bool {
            match (yes.literal, no.literal) {
                (Some(1), Some(0)) => return condition.clone(),
                (_, Some(0)) => return Expr::binary(condition, "&&", yes, prec::LAND, ty),
                (Some(1), _) => return Expr::binary(condition, "||", no, prec::LOR, ty),
                _ => {}
            }
        }
        let (yes, no) = if yes.ty == no.ty { (yes.clone(), no.clone()) } else { (self.want(yes, ty), self.want(no, ty)) };
        let ty = match (yes.ty, no.ty) {
            (a, b) if a == b => a,
            (a @ CTy::Int { .. }, b @ CTy::Int { .. }) if a.bits().max(b.bits()) >= 32 => a.common(b),
            _ => ty,
        };
        Expr { nonneg: yes.nonneg && no.nonneg, ..Expr::conditional(condition, &yes, &no, ty) }
    }

    /// `while`
    pub fn while_loop(&mut self, op: Op) -> Result<()> {
        let regions = op.regions();
        let [before, after] = [regions[0], regions[1]].map(|r| r.first());
        let (Some(before), Some(after)) = (before, after) else { return Err(refuse(op, "it has no body")) };
        let end = before.terminator().ok_or_else(|| refuse(op, "its condition has no end"))?;
        let passed = end.operands()[1..].to_vec();
        let carried = self.declare_carried(op, &op.operands(), &before.args())?;
        self.flush_for(op)?;

        // What the condition passes on is either a carried variable itself or gets a variable of its own.
        let carried_at = |value: Value| before.args().iter().position(|arg| *arg == value);
        let mut variables = vec![];
        let mut own = vec![];
        for (value, arg) in passed.iter().zip(after.args()) {
            let variable = match carried_at(*value) {
                Some(i) => carried[i].clone(),
                None => {
                    let ty = self.ctype(op, value.ty())?;
                    let name = self.names.fresh(if ty.is_float() { "y" } else { "x" });
                    self.line(&format!("{} {name};", self.target.spell(ty)));
                    own.push((*value, (name.clone(), ty)));
                    (name, ty)
                }
            };
            self.bound.insert(arg, Expr::carried(&variable.0, variable.1));
            variables.push(variable);
        }

        let mut short = None;
        if is_short(before) && own.is_empty() {
            let saved = self.state();
            let (text, condition) = self.capture(1, |p| p.block(before, |p, end| p.take(end, end.operand(0))))?;
            if text.is_empty() {
                short = Some(condition);
            } else {
                self.restore(saved);
            }
        }
        if let Some(condition) = short {
            self.line(&format!("while ({}) {{", condition.text));
            self.depth += 1;
        } else {
            self.line("while (1) {");
            self.depth += 1;
            self.block(before, |p, end| {
                let condition = p.take(end, end.operand(0))?;
                let (values, names): (Vec<Value>, Vec<(String, CTy)>) = own.iter().cloned().unzip();
                // The condition is evaluated in front of the assignments, which it may depend on.
                let condition = if values.is_empty() || condition.is_atom() && condition.vars.is_empty() {
                    condition
                } else {
                    let go_on = p.names.fresh("go_on");
                    p.line(&format!("const {} {go_on} = {};", p.target.spell(CTy::Bool), condition.text));
                    Expr::name(go_on, CTy::Bool)
                };
                p.assign(end, &values, &names)?;
                p.line(&format!("if ({}) break;", Expr::not(&condition).text));
                Ok(())
            })?;
        }
        self.block(after, |p, end| p.assign(end, &end.operands(), &carried))?;
        self.depth -= 1;
        self.line("}");
        self.bind_results(op, &variables)
    }

    /// `if (c) return status;`
    fn refusal(&mut self, op: Op, condition: &Expr, status: i64) -> Result<()> {
        let early = self.chain.as_ref().is_none_or(|c| !c.started) && self.heap.is_empty();
        let is_empty = op.walk().iter().all(|inner| *inner == op || inner.is("scf.yield"));
        if !early || !is_empty || op.parent() != Some(self.func) {
            return Err(refuse(op, "a launcher refuses in front of everything else"));
        }
        self.line(&format!("if ({}) return {};", condition.text, Expr::int(status, INT).text));
        Ok(())
    }
}

/// May the block be printed as one expression? Long ones are not tried: trying costs time at each level of nesting.
fn is_short(block: Block) -> bool {
    let ops: Vec<Op> = block.ops().into_iter().flat_map(|op| op.walk()).collect();
    ops.len() <= 40 && ops.iter().all(|op| Printer::writes_nothing(*op) && !op.is("scf.for") && !op.is("scf.while"))
}

/// Is the text one `if` statement at that indentation?
fn is_one_if(text: &str, indent: &str) -> bool {
    let mut own = text.lines().filter_map(|l| l.strip_prefix(indent)).filter(|l| !l.starts_with(' '));
    own.next().is_some_and(|l| l.starts_with("if (") && l.ends_with('{'))
        && own.all(|l| l.starts_with('}'))
        && text.lines().filter(|l| l.strip_prefix(indent) == Some("}")).count() == 1
}
