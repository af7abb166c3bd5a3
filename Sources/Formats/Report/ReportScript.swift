/// What the page does beyond standing there: values under the pointer or focus, and a filter by space and task.
///
/// Builds no markup: text goes into `textContent` and attributes alone.
enum ReportScript {
  static let text = """
    (function(){'use strict';
    var tip=document.getElementById('tip'),form=document.getElementById('filter'),said=document.getElementById('said'),
    space=document.getElementById('pick-space'),task=document.getElementById('pick-task');
    function show(e){var m=e.target.closest&&e.target.closest('[data-tip]');if(!m){tip.hidden=true;return}
    tip.textContent=m.getAttribute('data-tip');tip.hidden=false;
    var b=m.getBoundingClientRect(),t=tip.getBoundingClientRect(),
    x=e.clientX||b.left+b.width/2,y=e.clientY?e.clientY-t.height-14:b.top-t.height-8;
    tip.style.left=Math.max(4,Math.min(x-t.width/2,innerWidth-t.width-4))+'px';
    tip.style.top=(y<4?(e.clientY||b.bottom)+16:y)+'px'}
    document.addEventListener('pointermove',show);document.addEventListener('focusin',show);
    document.addEventListener('pointerdown',show);
    document.addEventListener('scroll',function(){var m=document.activeElement;
    if(!tip.hidden&&m&&m.matches('[data-tip]'))show({target:m});else tip.hidden=true},{passive:true});
    function apply(){var shown=0,all=0;document.querySelectorAll('[data-space]').forEach(function(p){
    var s=p.getAttribute('data-space'),t=p.getAttribute('data-task'),
    ok=(!space.value||s===space.value)&&(!task.value||!t||t===task.value);p.hidden=!ok;all++;if(ok)shown++});
    said.textContent=shown===all?'':shown+' of '+all+' parts shown'}
    space.addEventListener('change',apply);task.addEventListener('change',apply);
    document.getElementById('all').addEventListener('click',function(){space.value='';task.value='';apply()});
    document.addEventListener('click',function(e){var m=e.target.closest&&e.target.closest('[data-pick-space]');if(!m)return;
    space.value=m.getAttribute('data-pick-space');task.value=m.getAttribute('data-pick-task');apply()});
    document.addEventListener('keydown',function(e){if(e.key==='Escape'){tip.hidden=true;return}
    var m=document.activeElement;if(!m||!m.matches||!m.matches('svg [data-tip]'))return;
    if((e.key==='Enter'||e.key===' ')&&m.hasAttribute('data-pick-space')){e.preventDefault();
    m.dispatchEvent(new MouseEvent('click',{bubbles:true}));return}
    var list=Array.prototype.slice.call(m.closest('svg').querySelectorAll('[data-tip]')),i=list.indexOf(m),
    step={ArrowRight:1,ArrowDown:1,ArrowLeft:-1,ArrowUp:-1}[e.key];
    if(!step||!list[i+step])return;e.preventDefault();m.setAttribute('tabindex','-1');
    list[i+step].setAttribute('tabindex','0');list[i+step].focus()});
    document.querySelectorAll('svg').forEach(function(s){s.querySelectorAll('[data-tip]').forEach(function(m,i){
    if(!i)s.setAttribute('role','group');
    m.setAttribute('tabindex',i?'-1':'0');m.setAttribute('role',m.hasAttribute('data-pick-space')?'button':'img');
    m.setAttribute('aria-label',m.getAttribute('data-tip'))})});
    form.addEventListener('submit',function(e){e.preventDefault()});form.hidden=false;
    })();
    """
}
