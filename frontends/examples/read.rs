//! Prints the platform form of a text: `read PLATFORM FILE [key=value ...]`.
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let text = String::from_utf8_lossy(&std::fs::read(&a[2]).expect("a file")).into_owned();
    let mut o = xpiler_frontends::Options::default();
    for kv in &a[3..] {
        let (k, v) = kv.split_once('=').expect("key=value");
        let v = v.to_owned();
        match k {
            "entry" => o.entry = Some(v),
            "grid" => o.grid = Some(v),
            "block" => o.block = Some(v),
            "dim" => o.task_dim = Some(v),
            "type" => o.task_type = Some(v),
            "shape" => {
                let (n, s) = v.split_once(':').unwrap();
                o.shapes.push((n.into(), s.into()));
            }
            _ => panic!(),
        }
    }
    let (ctx, sink) = xpiler_ir::context::new_context();
    match xpiler_frontends::parse(ctx, &sink, &a[1], &a[2], &text, &o) {
        Ok(k) => println!("{}", k.print()),
        Err(d) => {
            println!("{}", d.render(&[(&a[2], &text)]));
            std::process::exit(1)
        }
    }
}
