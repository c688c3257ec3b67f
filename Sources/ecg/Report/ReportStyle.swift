/// The report's style sheet: light, dark, narrow and printed.
///
/// Colours of classes are a third cue beside letters and words; all text has a contrast of at least
/// 4.5 to 1 on what it stands on (WCAG 2.2, 1.4.3).
enum ReportStyle {
  static let text = palette + page + table + records + timeline + otherMedia

  private static let palette = """
    :root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--ink:#1c2430;--soft:#566172;--line:#d9dee6;
    --link:#0b57b0;--mark:#1d5fd0;--wash:#1d5fd01f;--paper:#fffaf8;--thin:#f3cdc8;--thick:#e59c95;--trace:#14181f;
    --n:#17714f;--a:#b4371a;--o:#6540c2;--z:#566172;--x:#7a5a00;--f:#a0123c;--notice:#fff5da;--edge:#e3c46b}
    @media (prefers-color-scheme:dark){:root{--page:#12161c;--card:#1a2029;--ink:#e8ecf2;--soft:#a7b1c0;
    --line:#323b48;--link:#8ab8ff;--mark:#8ab8ff;--wash:#8ab8ff2e;--paper:#1b1718;--thin:#3a2828;--thick:#643d3b;
    --trace:#f1ede9;--n:#5fd0a3;--a:#ff9b78;--o:#bfa6ff;--z:#a7b1c0;--x:#e3bd55;--f:#ff8fab;--notice:#2b2614;
    --edge:#6d5b20}}

    """

  private static let page = """
    *{box-sizing:border-box}
    body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",
    Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
    main,header.top,footer{max-width:1064px;margin:0 auto;padding:0 20px}
    header.top{padding-top:28px}
    h1{font-size:26px;line-height:1.2;margin:0;letter-spacing:-.01em}
    h2{font-size:18px;margin:32px 0 12px}
    h3{font-size:17px;margin:0;overflow-wrap:anywhere}
    a{color:var(--link)}
    p{margin:.4em 0}
    .soft,footer{color:var(--soft)}
    .small,footer{font-size:13px}
    .notice{background:var(--notice);border:1px solid var(--edge);border-radius:8px;padding:10px 14px;margin:16px 0 0}
    :focus-visible{outline:2px solid var(--mark);outline-offset:2px}
    .defs{position:absolute}.skip{position:absolute;left:-999em}.skip:focus{position:static}
    .n{--c:var(--n)}.a{--c:var(--a)}.o{--c:var(--o)}.z{--c:var(--z)}.x{--c:var(--x)}.f{--c:var(--f)}
    .badge{display:inline-block;min-width:1.9em;padding:0 .45em;border-radius:5px;background:var(--c);
    color:var(--card);font-weight:700;text-align:center}
    .counts{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;list-style:none;margin:0;
    padding:0}
    .counts li{background:var(--card);border:1px solid var(--line);border-top:3px solid var(--c);border-radius:8px;
    padding:10px 14px}
    .counts b{display:block;font-size:24px;line-height:1.25}
    .counts .badge{font-size:13px}
    .counts .soft{float:right}
    dl.facts{display:flex;flex-wrap:wrap;gap:2px 20px;margin:8px 0 0}
    dl.facts div{display:flex;gap:.4em;min-width:0}
    dl.facts dt{color:var(--soft)}dl.facts dd{margin:0;overflow-wrap:anywhere}
    code{font:12.5px/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
    footer{margin-top:36px;padding-bottom:36px}footer p{overflow-wrap:anywhere}

    """

  private static let table = """
    .controls{display:flex;flex-wrap:wrap;gap:8px 14px;align-items:center;margin:0 0 10px}
    .controls[hidden]{display:none}
    .controls input[type=search]{font:inherit;color:inherit;background:var(--card);border:1px solid var(--soft);
    border-radius:7px;padding:6px 10px;min-height:36px;width:15em;max-width:100%}
    fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:6px}
    legend{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .pick{display:inline-flex;align-items:center;gap:6px;border:1px solid var(--soft);border-radius:7px;
    padding:3px 9px;min-height:36px;background:var(--card);cursor:pointer;font-size:13.5px}
    .pick input{margin:0;accent-color:var(--mark)}
    .pick:focus-within{outline:2px solid var(--mark);outline-offset:2px}
    .box{overflow:auto;max-height:min(70vh,640px);background:var(--card);border:1px solid var(--line);
    border-radius:8px}
    table{border-collapse:separate;border-spacing:0;width:100%;font-size:14px}
    th,td{padding:5px 10px;text-align:left;white-space:nowrap;border-bottom:1px solid var(--line)}
    tbody tr:last-child>*{border-bottom:0}
    thead th{position:sticky;top:0;background:var(--card);z-index:2;font-weight:600;vertical-align:bottom;
    border-bottom:2px solid var(--line)}
    tbody th{font-weight:500;max-width:20em;overflow:hidden;text-overflow:ellipsis}
    .num{text-align:right}
    td.best{font-weight:700}
    td.note{white-space:normal;min-width:13em;font-size:13px;line-height:1.35;color:var(--soft);overflow-wrap:anywhere}
    thead button{all:unset;cursor:pointer;white-space:nowrap;border-radius:4px}
    thead button:focus-visible{outline:2px solid var(--mark);outline-offset:3px}
    thead button::after{content:"\\2195";color:var(--soft);margin-left:.2em;font-weight:400}
    [aria-sort=ascending] button::after{content:"\\2191";color:var(--mark);font-weight:700}
    [aria-sort=descending] button::after{content:"\\2193";color:var(--mark);font-weight:700}
    tbody tr:hover>*{background:color-mix(in srgb,var(--mark) 7%,var(--card))}
    tr[hidden]{display:none}

    """

  private static let records = """
    .rec{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:16px 18px;margin:0 0 18px;
    content-visibility:auto;contain-intrinsic-size:auto 560px;scroll-margin-top:12px}
    .rec>header{display:flex;flex-wrap:wrap;gap:6px 14px;align-items:baseline;justify-content:space-between}
    .verdict{font-weight:600;color:var(--c)}
    .verdict .badge{margin-right:.35em}
    figure{margin:12px 0 0}
    .film{overflow-x:auto;border-radius:4px}
    .bars{display:grid;grid-template-columns:repeat(4,1fr);gap:6px 22px;list-style:none;margin:14px 0 0;padding:0}
    .bars li{display:grid;grid-template-columns:1fr auto;font-size:14px}
    .bars b{font-weight:600}
    .bars svg{grid-column:1/3;width:100%;height:8px;display:block;border-radius:4px;background:var(--line)}
    .bars rect{fill:var(--c)}
    figcaption{display:flex;flex-wrap:wrap;gap:4px 16px;justify-content:space-between;margin-top:8px;font-size:13px;
    color:var(--soft)}
    .go{color:var(--link);font-weight:600}
    svg.strip{display:block}
    .paper{fill:var(--paper)}.thin{stroke:var(--thin);stroke-width:4;fill:none}
    .thick{stroke:var(--thick);stroke-width:7;fill:none}
    .trace{fill:none;stroke:var(--trace);stroke-width:11;stroke-linejoin:round;stroke-linecap:round}
    .tick{fill:none;stroke:var(--soft);stroke-width:8}
    svg.strip text,svg.day text{fill:var(--soft);font-size:100px;font-weight:600}
    .decisive{fill:var(--wash)}
    .bracket path{fill:none;stroke:var(--mark);stroke-width:18}
    svg.strip .bracket text{fill:var(--mark);font-size:110px;text-anchor:middle}
    .bracket:target path,.bracket:focus path{stroke-width:34}
    .bracket:focus{outline:none}

    """

  private static let timeline = """
    .day{width:100%;min-width:680px;height:auto;display:block;margin-top:14px}
    .day rect{fill:var(--c)}.day .axis{stroke:var(--soft);stroke-width:1;fill:none}
    svg.day text{font-size:11px;font-weight:400}
    svg.day .lane{font-weight:700;fill:var(--c)}
    details.episodes{margin-top:8px}summary{cursor:pointer;color:var(--link)}
    details.episodes table{width:auto}

    """

  private static let otherMedia = """
    @media (max-width:640px){main,header.top,footer{padding-left:14px;padding-right:14px}h1{font-size:22px}
    .rec{padding:14px 12px}.bars{grid-template-columns:repeat(2,1fr)}.counts{grid-template-columns:repeat(2,1fr)}
    th,td{padding:5px 9px}tbody th{position:sticky;left:0;background:var(--card);max-width:9em;z-index:1}
    thead th:first-child{left:0;z-index:3}.controls input[type=search]{width:100%}}
    @page{size:landscape;margin:8mm}
    @media print{:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--link:#000;
    --mark:#1d5fd0;--wash:#1d5fd01f;--paper:#fff;--thin:#f3c3bd;--thick:#e08f87;--trace:#000;--n:#17714f;--a:#b4371a;
    --o:#6540c2;--z:#566172;--x:#7a5a00;--f:#a0123c;--notice:#fff;--edge:#000}
    *{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    body{font-size:10pt}main,header.top,footer{max-width:none;padding:0}header.top{padding-top:0}
    .controls,.skip,.go,.back,details:not([open]),thead button::after{display:none!important}
    thead button{display:contents}.box{overflow:visible;max-height:none;border:0}
    table{font-size:8.5pt}thead{display:table-header-group;break-inside:avoid}thead th{position:static}tr,.counts li{break-inside:avoid}td.note{min-width:0}
    .rec{break-inside:avoid;content-visibility:visible;border:0;border-top:1px solid var(--line);border-radius:0;
    padding:3mm 0;margin:0}.film{overflow:visible}h2{break-after:avoid}}

    """
}
