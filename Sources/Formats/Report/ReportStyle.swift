/// The style of the page, for screens light and dark, wide and narrow, and for paper.
enum ReportStyle {
  static let text = """
    :root{--bg:#fff;--fg:#1b1f24;--soft:#4d5661;--line:#d4d9df;--card:#f7f8fa;--accent:#1f5fbf;--warm:#b3470f;--mark:#b3126b}
    @media (prefers-color-scheme:dark){:root{--bg:#14171b;--fg:#e8eaed;--soft:#aab3be;--line:#3a424c;--card:#1c2127;\
    --accent:#7fb0ff;--warm:#ff9d66;--mark:#ff7cc0}}
    *{box-sizing:border-box}
    html{scroll-behavior:smooth;scroll-padding-top:4rem}@media (max-width:40rem){html{scroll-padding-top:9rem}}
    body{margin:0 auto;max-width:78rem;padding:0 1rem 3rem;background:var(--bg);color:var(--fg);\
    font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
    h1{font-size:1.6rem;line-height:1.25;margin:1.5rem 0 .75rem;overflow-wrap:anywhere}
    h2{font-size:1.25rem;margin:2.5rem 0 .5rem;padding-top:.5rem;border-top:1px solid var(--line)}
    h3{font-size:1rem;margin:1rem 0 .4rem}
    p{max-width:46rem;margin:.4rem 0 .8rem}
    a{color:var(--accent)}
    code{font:.88em/1.4 ui-monospace,"DejaVu Sans Mono",Menlo,monospace;overflow-wrap:anywhere}
    .skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--bg);padding:.3rem .6rem;z-index:3}
    .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:.6rem 1.5rem;margin:0 0 1rem}\
    .facts .long{grid-column:1/-1;max-width:60rem}
    dt{font-size:.8rem;color:var(--soft)}dd{margin:0;overflow-wrap:anywhere}
    nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;margin:0;padding:0}
    nav a{display:inline-block;padding:.25rem 0}
    .filter{position:sticky;top:0;z-index:2;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:1rem -1rem 0;\
    padding:.6rem 1rem;background:var(--bg);border-bottom:1px solid var(--line)}
    [hidden]{display:none!important}
    select,button{font:inherit;color:var(--fg);background:var(--card);border:1px solid var(--line);border-radius:.4rem;\
    padding:.3rem .6rem}
    select{max-width:100%;min-width:0}
    .filter label{display:flex;gap:.5rem;align-items:center;min-width:0;max-width:100%}
    :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    output{color:var(--soft);font-size:.9rem}
    .scroll{overflow-x:auto;max-width:100%}
    .scroll:not(.cell-drawing){background:linear-gradient(90deg,var(--bg) 40%,transparent) 0 0/2.5rem 100% no-repeat local,\
    linear-gradient(270deg,var(--bg) 40%,transparent) 100% 0/2.5rem 100% no-repeat local,\
    linear-gradient(90deg,var(--line),transparent) 0 0/.6rem 100% no-repeat scroll,\
    linear-gradient(270deg,var(--line),transparent) 100% 0/.6rem 100% no-repeat scroll}
    table{border-collapse:collapse;font-size:.88rem;margin:.3rem 0}
    th,td{text-align:left;padding:.25rem .8rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top;font-weight:400}
    thead th{color:var(--soft);font-size:.8rem;white-space:nowrap}
    .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    tbody th{min-width:6rem}.t{min-width:14rem;overflow-wrap:anywhere}
    details{font-size:.9rem}summary{cursor:pointer;color:var(--accent);padding:.2rem 0}
    .panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,20rem),1fr));gap:1.5rem 2rem;align-items:start}
    .panels.wide{grid-template-columns:repeat(auto-fill,minmax(min(100%,30rem),1fr))}
    .panel{margin:0;min-width:0}
    figcaption{color:var(--soft);font-size:.9rem;margin-bottom:.3rem;overflow-wrap:anywhere}figcaption b{color:var(--fg)}
    .note{color:var(--soft);font-size:.85rem;margin:.2rem 0}
    .cells{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr));gap:.5rem}
    .cell{display:grid;text-align:left;padding:.5rem .7rem;min-width:0}.cell span{font-size:.82rem;color:var(--soft);\
    overflow-wrap:anywhere}
    .cell b{font-size:1.1rem;font-variant-numeric:tabular-nums}
    progress{width:100%;height:.4rem;accent-color:var(--accent)}
    svg{display:block;max-width:100%;height:auto;font-size:11px}svg:not([width]){width:100%}
    .panel svg text{fill:var(--fg)}.end{text-anchor:end}.middle{text-anchor:middle}
    .grid{stroke:var(--line);fill:none}.axis{stroke:var(--soft);fill:none}
    .bar{fill:var(--accent)}.bar:hover,.bar:focus{fill:var(--mark)}
    .band{fill:var(--accent);fill-opacity:.34}.outer{fill-opacity:.16}.line{fill:none;stroke:var(--accent);stroke-width:2}
    .hit{fill:transparent}.hit:hover,.hit:focus{fill:var(--fg);fill-opacity:.1}
    .bin{stroke:var(--accent);fill:none}.bin0{stroke-opacity:.22}.bin1{stroke-opacity:.42}.bin2{stroke-opacity:.66}\
    .bin3{stroke-opacity:.95}
    .front{fill:none;stroke:var(--mark);stroke-width:1.5}.point{fill:var(--bg);stroke:var(--mark);stroke-width:1.6}
    .point:hover,.point:focus{fill:var(--mark)}
    .with{fill:var(--accent)}.against{fill:var(--warm)}g[data-tip]{cursor:pointer}
    .cell-drawing{background:#fff;border:1px solid var(--line);border-radius:.4rem;padding:.3rem}
    .cell-drawing svg{font-size:12px}.cell-drawing.long svg{max-width:none}.cell-drawing svg text{fill:#111}
    @media screen and (prefers-color-scheme:dark){.cell-drawing{filter:invert(.89) hue-rotate(180deg)}}
    #tip{position:fixed;z-index:4;max-width:min(22rem,90vw);padding:.35rem .6rem;background:var(--fg);color:var(--bg);\
    border-radius:.35rem;font-size:.85rem;pointer-events:none;overflow-wrap:anywhere}
    footer{margin-top:3rem;color:var(--soft);font-size:.9rem}
    @media print{:root{--bg:#fff;--fg:#000;--soft:#333;--line:#bbb;--card:#fff;--accent:#1f5fbf;--warm:#b3470f;--mark:#b3126b}
    .filter,nav,#tip,.skip,summary,details:not([open]){display:none!important}body{max-width:none;font-size:10pt}
    .panel,.cell,tr{break-inside:avoid}h2,h3{break-after:avoid}.panels{grid-template-columns:1fr 1fr}\
    .scroll{overflow:visible;background:none}thead th,.n{white-space:normal}tbody th,.t{min-width:0}\
    .cell-drawing.long svg{max-width:100%}}
    """
}
