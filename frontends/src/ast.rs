//! clang's typed AST, as its JSON dump gives it.
//!
//! One struct serves every kind of node: the dump codes file and line as deltas, so **every** location must be read,
//! and an enum that skips some would corrupt all that follow.

use std::collections::{HashMap, HashSet};

use clang_ast::{BareSourceLocation, Id, SourceLocation, SourceRange};
use serde::Deserialize;
use xpiler_ir::Span;

use crate::ctype::CType;

/// A type as the text has it, and without its typedefs.
#[derive(Deserialize, Clone)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QualType {
    /// As written.
    pub qual_type: Box<str>,
    /// With typedefs resolved, where that differs.
    pub desugared_qual_type: Option<Box<str>>,
}

/// The declaration that a name refers to.
#[derive(Deserialize)]
pub(crate) struct DeclRef {
    pub id: Id,
    pub name: Option<Box<str>>,
}

/// A literal's value.
#[derive(Deserialize, PartialEq)]
#[serde(untagged)]
pub(crate) enum Literal {
    Bool(bool),
    Int(i64),
    Unsigned(u64),
    Float(f64),
    Text(Box<str>),
}

/// What a node says about itself.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Clang {
    /// Empty for an absent child.
    #[serde(default)]
    pub kind: Box<str>,
    pub loc: Option<SourceLocation>,
    pub range: Option<SourceRange>,
    pub name: Option<Box<str>>,
    pub mangled_name: Option<Box<str>>,
    pub r#type: Option<QualType>,
    pub opcode: Option<Box<str>>,
    pub value: Option<Literal>,
    pub cast_kind: Option<Box<str>>,
    pub referenced_decl: Option<DeclRef>,
    pub referenced_member_decl: Option<Id>,
    pub is_postfix: Option<bool>,
    pub storage_class: Option<Box<str>>,
    pub tag_used: Option<Box<str>>,
    pub is_bitfield: Option<bool>,
    pub is_implicit: Option<bool>,
    /// `lvalue`, `xvalue` or `prvalue`.
    pub value_category: Option<Box<str>>,
    /// Is what is constructed zero before?
    pub zeroing: Option<bool>,
    /// The classes that a structure is made of.
    pub bases: Option<serde::de::IgnoredAny>,
    pub arg_type: Option<QualType>,
    pub has_else: Option<bool>,
    pub has_init: Option<bool>,
    pub has_var: Option<bool>,
    #[serde(rename = "computeLHSType")]
    pub compute_lhs_type: Option<QualType>,
    #[serde(rename = "computeResultType")]
    pub compute_result_type: Option<QualType>,
    #[serde(rename = "array_filler")]
    pub array_filler: Option<Vec<Node>>,
}

/// A node of the AST.
pub(crate) type Node = clang_ast::Node<Clang>;

/// Short ways to read a node.
pub(crate) trait NodeExt {
    fn is(&self, kind: &str) -> bool;
    fn what(&self) -> &str;
    fn name(&self) -> &str;
    fn opcode(&self) -> &str;
    fn cast(&self) -> &str;
    /// The children without attributes.
    fn parts(&self) -> Vec<&Node>;
    fn has_attr(&self, kind: &str) -> bool;
    fn written_type(&self) -> &str;
    /// Without parentheses and the marks that do not change the value.
    fn bare(&self) -> &Node;
    /// Without those and without casts.
    fn core(&self) -> &Node;
    fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Node));
    /// The variable or function the (cast) expression names.
    fn decl(&self) -> Option<&DeclRef>;
    /// Does it name an object that is there already?
    fn is_lvalue(&self) -> bool;
    /// The elements of an initialiser, up to those that are filled up.
    fn listed(&self) -> Vec<&Node>;
}

impl NodeExt for Node {
    fn is(&self, kind: &str) -> bool {
        &*self.kind.kind == kind
    }
    fn what(&self) -> &str {
        &self.kind.kind
    }
    fn name(&self) -> &str {
        self.kind.name.as_deref().unwrap_or("")
    }
    fn opcode(&self) -> &str {
        self.kind.opcode.as_deref().unwrap_or("")
    }
    fn cast(&self) -> &str {
        self.kind.cast_kind.as_deref().unwrap_or("")
    }
    fn parts(&self) -> Vec<&Node> {
        self.inner.iter().filter(|c| !c.kind.kind.ends_with("Attr") && !c.kind.kind.ends_with("Comment")).collect()
    }
    fn has_attr(&self, kind: &str) -> bool {
        self.inner.iter().any(|c| c.is(kind))
    }
    fn written_type(&self) -> &str {
        self.kind.r#type.as_ref().map_or("", |t| &t.qual_type)
    }
    fn bare(&self) -> &Node {
        let mut node = self;
        loop {
            node = match node.what() {
                "ParenExpr"
                | "ExprWithCleanups"
                | "MaterializeTemporaryExpr"
                | "ConstantExpr"
                | "CXXDefaultArgExpr"
                | "CXXBindTemporaryExpr"
                | "FullExpr" => match node.inner.first() {
                    Some(inner) => inner,
                    None => return node,
                },
                "SubstNonTypeTemplateParmExpr" => match node.inner.last() {
                    Some(inner) => inner,
                    None => return node,
                },
                _ => return node,
            }
        }
    }
    fn core(&self) -> &Node {
        let mut node = self.bare();
        while node.what().ends_with("CastExpr") && node.inner.len() == 1 {
            node = node.inner[0].bare();
        }
        node
    }
    fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Node)) {
        visit(self);
        for child in &self.inner {
            child.walk(visit);
        }
        for child in self.kind.array_filler.iter().flatten() {
            child.walk(visit);
        }
    }
    fn is_lvalue(&self) -> bool {
        self.kind.value_category.as_deref() == Some("lvalue")
    }
    fn listed(&self) -> Vec<&Node> {
        match &self.kind.array_filler {
            // clang lists the filler first.
            Some(filler) => filler.iter().skip(1).collect(),
            None => self.inner.iter().collect(),
        }
    }
    fn decl(&self) -> Option<&DeclRef> {
        let node = self.core();
        if node.is("DeclRefExpr") { node.kind.referenced_decl.as_ref() } else { None }
    }
}

/// What a call runs.
#[derive(Clone, Copy)]
pub(crate) struct Callee<'a, 'n> {
    pub function: &'a Node,
    /// What a method works on.
    pub object: Option<&'n Node>,
    pub arguments: &'n [Node],
}

/// The AST of one file, with what must be found by id.
pub(crate) struct Ast<'a> {
    /// Declarations of functions and variables.
    decls: HashMap<Id, &'a Node>,
    /// Variables of file scope.
    globals: HashSet<Id>,
    in_function: bool,
    /// Functions with a body, by mangled name.
    bodies: HashMap<&'a str, &'a Node>,
    /// The values of enumeration constants.
    constants: HashMap<Id, i64>,
    enums: Vec<&'a str>,
    /// Where the members of structures of scalars and arrays are, in bytes from the start.
    fields: HashMap<Id, usize>,
    plain_layouts: bool,
    /// The members of unions of scalars of one size.
    views: HashSet<Id>,
    /// The first member's type of such unions, which the memory has, by name; one without a name is told by the type that is declared with it. Nothing
    /// where a name is that of different ones.
    unions: HashMap<&'a str, Option<CType>>,
    last_union: Option<CType>,
    /// Structures by name; nothing where a name is that of different ones.
    records: HashMap<&'a str, Option<&'a Node>>,
    /// The structure without a name that was seen last.
    last_record: Option<&'a Node>,
    typedefs: HashMap<&'a str, &'a QualType>,
    /// Functions with a body in the user's text, in order.
    pub functions: Vec<&'a Node>,
    /// Assembler text outside of functions.
    pub assembly: Option<&'a Node>,
    /// The file clang read, as it names it.
    input: String,
    /// The file as the user named it.
    file: String,
    /// The number of lines of the user's text: what lies behind was appended by us.
    lines: u32,
    /// The place that stands for what was appended.
    pub appended_at: Option<Span>,
}

impl<'a> Ast<'a> {
    /// Indexes a translation unit.
    pub fn new(root: &'a Node, input: &str, file: &str, lines: u32) -> Self {
        let mut ast = Self {
            decls: HashMap::new(),
            globals: HashSet::new(),
            in_function: false,
            bodies: HashMap::new(),
            constants: HashMap::new(),
            enums: vec![],
            fields: HashMap::new(),
            plain_layouts: true,
            views: HashSet::new(),
            unions: HashMap::new(),
            last_union: None,
            records: HashMap::new(),
            last_record: None,
            typedefs: HashMap::new(),
            functions: vec![],
            assembly: None,
            input: input.into(),
            file: file.into(),
            lines,
            appended_at: None,
        };
        ast.index(root, false);
        ast
    }
    fn index(&mut self, node: &'a Node, pattern: bool) {
        match node.what() {
            "FunctionDecl" | "CXXMethodDecl" => {
                self.decls.insert(node.id, node);
                if node.inner.iter().any(|c| c.is("CompoundStmt")) && !pattern {
                    let key = node.kind.mangled_name.as_deref().unwrap_or(node.name());
                    self.bodies.entry(key).or_insert(node);
                    self.functions.push(node);
                }
                let outer = std::mem::replace(&mut self.in_function, true);
                for child in &node.inner {
                    self.index(child, pattern);
                }
                self.in_function = outer;
                return;
            }
            "FunctionTemplateDecl" => {
                // The first function is the pattern, the others are its instances.
                let mut first = true;
                for child in &node.inner {
                    if child.is("FunctionDecl") || child.is("CXXMethodDecl") {
                        self.index(child, first);
                        first = false;
                    }
                }
                return;
            }
            "VarDecl" | "ParmVarDecl" => {
                self.decls.insert(node.id, node);
                if !self.in_function {
                    self.globals.insert(node.id);
                }
            }
            "EnumDecl" => {
                self.enums.push(node.name());
                let mut next = 0;
                for child in node.inner.iter().filter(|c| c.is("EnumConstantDecl")) {
                    if let Some(value) = child.inner.iter().find_map(|init| self.literal(init)) {
                        next = value;
                    }
                    self.constants.insert(child.id, next);
                    next += 1;
                }
                return;
            }
            "FileScopeAsmDecl" => self.assembly = self.assembly.or(Some(node)),
            "RecordDecl" | "CXXRecordDecl" => self.layout(node),
            "TypedefDecl" | "TypeAliasDecl" => {
                if let Some(first) = self.last_union.take() {
                    self.name_union(node.name(), first);
                }
                if let Some(record) = self.last_record.take() {
                    self.name_record(node.name(), record);
                }
                if let Some(ty) = &node.kind.r#type {
                    self.typedefs.insert(node.name(), ty);
                }
                return;
            }
            _ => {}
        }
        for child in &node.inner {
            self.index(child, pattern);
        }
    }
    /// The memory of a union of scalars of one size: its first member's type.
    pub fn union_of(&self, record: &Node) -> Option<CType> {
        let is_union = record.kind.tag_used.as_deref() == Some("union");
        let fields = || record.inner.iter().filter(|c| c.is("FieldDecl"));
        // A part of a member, a member that begins as something, a constructor: more than views of one memory.
        let more = |f: &Node| f.kind.is_bitfield == Some(true) || !f.inner.is_empty();
        let made = |c: &Node| c.is("CXXConstructorDecl") && c.kind.is_implicit != Some(true);
        if !is_union || fields().any(more) || record.inner.iter().any(made) {
            return None;
        }
        let members: Vec<CType> = fields().map(|f| self.ctype(f)).collect();
        let first = members.first()?;
        let scalar = |ty: &CType| matches!(ty, CType::Int { .. } | CType::Float | CType::Double);
        members.iter().all(|ty| scalar(ty) && ty.size() == first.size()).then(|| first.clone())
    }
    /// The same by the name of the type.
    pub fn union_named(&self, name: &str) -> Option<&CType> {
        self.unions.get(name)?.as_ref()
    }
    /// Is it a member of such a union?
    pub fn is_view(&self, member: Id) -> bool {
        self.views.contains(&member)
    }
    fn name_union(&mut self, name: &'a str, first: CType) {
        let known = self.unions.entry(name).or_insert_with(|| Some(first.clone()));
        if known.as_ref() != Some(&first) {
            *known = None;
        }
    }
    /// Members of a plain structure follow each other, aligned to the size of their elements.
    fn layout(&mut self, record: &'a Node) {
        let fields = || record.inner.iter().filter(|c| c.is("FieldDecl"));
        self.last_union = None;
        if let Some(first) = self.union_of(record) {
            self.views.extend(fields().map(|f| f.id));
            if record.name().is_empty() {
                self.last_union = Some(first);
            } else {
                self.name_union(record.name(), first);
            }
            return;
        }
        self.last_record = None;
        if record.inner.iter().any(|c| c.is("FieldDecl") || c.is("CXXMethodDecl")) {
            if record.name().is_empty() {
                self.last_record = Some(record);
            } else {
                self.name_record(record.name(), record);
            }
        }
        let other = record.kind.tag_used.as_deref() == Some("union") || fields().any(|f| f.kind.is_bitfield == Some(true));
        // packed, aligned, #pragma pack
        let placed = |node: &Node| node.inner.iter().any(|c| c.what().ends_with("Attr"));
        if other || placed(record) || fields().any(placed) {
            self.plain_layouts = false;
            return;
        }
        let mut end = 0;
        for field in fields() {
            let ty = self.ctype(field);
            let (Some(size), Some(unit)) = (ty.size(), ty.dims().1.size()) else { return };
            let at = (end as usize).next_multiple_of(unit as usize);
            self.fields.insert(field.id, at);
            end = at as i64 + size;
        }
    }
    fn name_record(&mut self, name: &'a str, record: &'a Node) {
        let known = self.records.entry(name).or_insert(Some(record));
        if known.is_some_and(|k| k.id != record.id) {
            *known = None;
        }
    }
    /// The structure of a name: members that follow each other, no bit fields, no base classes.
    pub fn record(&self, name: &str) -> Option<&'a Node> {
        let record = self.records.get(name.rsplit("::").next().unwrap_or(name)).copied().flatten()?;
        let plain = matches!(record.kind.tag_used.as_deref(), Some("struct" | "class")) && record.kind.bases.is_none();
        let bits = |f: &Node| f.is("FieldDecl") && f.kind.is_bitfield == Some(true);
        let theirs = self.span(record).is_some_and(|s| !s.file.contains("xpiler_prelude"));
        (plain && theirs && !record.inner.iter().any(bits)).then_some(record)
    }
    /// The function or method with a body that a call runs, the object and the arguments.
    pub fn callee<'n>(&self, call: &'n Node) -> Option<Callee<'a, 'n>> {
        let callee = call.inner.first()?;
        match call.what() {
            "CallExpr" => Some(Callee { function: self.body(callee.decl()?.id)?, object: None, arguments: &call.inner[1..] }),
            "CXXMemberCallExpr" => {
                let member = callee.core();
                let function = self.body(member.kind.referenced_member_decl?)?;
                Some(Callee { function, object: member.inner.first(), arguments: &call.inner[1..] })
            }
            "CXXOperatorCallExpr" => {
                // The assignment of a structure that it has by itself is no call.
                let function = self.body(callee.decl()?.id).filter(|f| f.kind.is_implicit != Some(true))?;
                let method = function.is("CXXMethodDecl");
                let object = call.inner.get(1).filter(|_| method);
                Some(Callee { function, object, arguments: call.inner.get(if method { 2 } else { 1 }..)? })
            }
            _ => None,
        }
    }
    /// Does every structure lie as its members say?
    pub fn has_plain_layouts(&self) -> bool {
        self.plain_layouts
    }
    /// Where a member of a structure is.
    pub fn field(&self, id: Id) -> Option<usize> {
        self.fields.get(&id).copied()
    }
    fn literal(&self, node: &Node) -> Option<i64> {
        if let (true, Some(Literal::Text(text))) = (node.is("ConstantExpr") || node.is("IntegerLiteral"), &node.kind.value) {
            return text.parse().ok();
        }
        let core = node.core();
        if core.is("UnaryOperator") && core.opcode() == "-" {
            return self.literal(&core.inner[0]).map(|v| -v);
        }
        if let Some(decl) = core.decl() {
            return self.constant(decl.id);
        }
        if core.is("IntegerLiteral") { int_value(core) } else { None }
    }
    /// A declaration.
    pub fn find(&self, id: Id) -> Option<&'a Node> {
        self.decls.get(&id).copied()
    }
    /// The constant tables of file scope that a function and its callees use.
    pub fn tables(&self, function: &'a Node) -> Vec<&'a Node> {
        let (mut tables, mut seen) = (vec![], HashSet::new());
        for function in self.reached(function) {
            function.walk(&mut |node| {
                let Some(decl) = node.kind.referenced_decl.as_ref().and_then(|d| self.find(d.id)) else { return };
                if decl.is("VarDecl") && self.globals.contains(&decl.id) {
                    let is_table = matches!(self.ctype(decl), CType::Array { .. }) && decl.written_type().starts_with("const ");
                    if is_table && decl.parts().last().is_some_and(|i| i.bare().is("InitListExpr")) && seen.insert(decl.id) {
                        tables.push(decl);
                    }
                }
            });
        }
        tables
    }
    /// A function and those that it calls, directly or not.
    pub fn reached(&self, function: &'a Node) -> Vec<&'a Node> {
        let (mut reached, mut seen, mut work) = (vec![], HashSet::from([function.id]), vec![function]);
        while let Some(function) = work.pop() {
            reached.push(function);
            function.walk(&mut |node| {
                let id = node.kind.referenced_decl.as_ref().map(|d| d.id).or(node.kind.referenced_member_decl);
                let decl = id.and_then(|id| self.find(id));
                if let Some(body) = decl.filter(|d| !d.is("VarDecl")).and_then(|d| self.body(d.id))
                    && seen.insert(body.id)
                {
                    work.push(body);
                }
            });
        }
        reached
    }
    /// The value of an enumeration constant.
    pub fn constant(&self, id: Id) -> Option<i64> {
        self.constants.get(&id).copied()
    }
    /// The definition of a declared function.
    pub fn body(&self, id: Id) -> Option<&'a Node> {
        let decl = self.find(id)?;
        if decl.inner.iter().any(|c| c.is("CompoundStmt")) {
            return Some(decl);
        }
        self.bodies.get(decl.kind.mangled_name.as_deref().unwrap_or(decl.name())).copied()
    }
    /// The C type of an expression or declaration.
    pub fn ctype(&self, node: &Node) -> CType {
        node.kind.r#type.as_ref().map_or(CType::Void, |t| self.parse_type(t))
    }
    /// The C type that clang wrote.
    pub fn parse_type(&self, ty: &QualType) -> CType {
        let parsed = CType::parse(&ty.qual_type);
        let is_enum = |text: &str| text.starts_with("enum ") && !text.ends_with(['*', '&', ']']);
        if is_enum(ty.desugared_qual_type.as_deref().unwrap_or(&ty.qual_type)) {
            return CType::Int { bits: 32, signed: true };
        }
        let parsed = match &ty.desugared_qual_type {
            Some(desugared) if parsed.is_unknown() => CType::parse(desugared),
            _ => parsed,
        };
        self.resolve(parsed, 0)
    }
    /// Replaces the text's own names for types.
    fn resolve(&self, ty: CType, depth: u32) -> CType {
        match ty {
            CType::Other(name) => {
                let last = name.rsplit("::").next().unwrap_or(&name);
                if self.enums.contains(&last) {
                    return CType::Int { bits: 32, signed: true };
                }
                match self.typedefs.get(last) {
                    Some(ty) if depth < 32 && *ty.qual_type != *name => self.resolve(CType::parse(&ty.qual_type), depth + 1),
                    _ => CType::Other(name),
                }
            }
            CType::Pointer { to, constant } => CType::Pointer { to: Box::new(self.resolve(*to, depth)), constant },
            CType::Array { of, len } => CType::Array { of: Box::new(self.resolve(*of, depth)), len },
            CType::Reference(to) => CType::Reference(Box::new(self.resolve(*to, depth))),
            other => other,
        }
    }
    /// The C type of a parameter as written, without `restrict` and without names that only this text knows.
    pub fn spelled(&self, parameter: &Node) -> String {
        let written = crate::lower::function::written(parameter.written_type());
        let ty = self.ctype(parameter);
        if CType::parse(&written).is_unknown() && !ty.is_unknown() { ty.spell() } else { written }
    }
    /// Where the node stands in the user's text.
    pub fn span(&self, node: &Node) -> Option<Span> {
        let range = node.kind.range.as_ref()?;
        let begin = range.begin.expansion_loc.as_ref().or_else(|| node.kind.loc.as_ref()?.expansion_loc.as_ref())?;
        Some(self.span_of(begin, range.end.expansion_loc.as_ref().unwrap_or(begin)))
    }
    /// Where the name of a declaration stands.
    pub fn name_span(&self, node: &Node) -> Option<Span> {
        let at = node.kind.loc.as_ref()?.expansion_loc.as_ref()?;
        Some(self.span_of(at, at))
    }
    fn span_of(&self, begin: &BareSourceLocation, end: &BareSourceLocation) -> Span {
        let file = if *begin.file == *self.input { self.file.clone() } else { begin.file.to_string() };
        let line = (begin.line as u32).max(1);
        let end = if end.file == begin.file && end.line >= begin.line { end } else { begin };
        if file == self.file && line > self.lines {
            let start = Span { file, line: 1, column: 1, end_line: 1, end_column: 1 };
            return self.appended_at.clone().unwrap_or(start);
        }
        Span {
            file,
            line,
            column: (begin.col as u32).max(1),
            end_line: end.line as u32,
            end_column: (end.col + end.tok_len) as u32,
        }
    }
}

/// The value of an integer, character or boolean literal.
pub(crate) fn int_value(node: &Node) -> Option<i64> {
    match node.kind.value.as_ref()? {
        Literal::Bool(b) => Some(i64::from(*b)),
        Literal::Int(i) => Some(*i),
        Literal::Unsigned(u) => Some(*u as i64),
        Literal::Float(_) => None,
        Literal::Text(text) => text.parse::<i64>().ok().or_else(|| text.parse::<u64>().ok().map(|u| u as i64)),
    }
}

/// The value of a floating literal.
pub(crate) fn float_value(node: &Node) -> Option<f64> {
    match node.kind.value.as_ref()? {
        Literal::Text(text) => text.parse().ok(),
        Literal::Float(f) => Some(*f),
        Literal::Int(i) => Some(*i as f64),
        _ => None,
    }
}
