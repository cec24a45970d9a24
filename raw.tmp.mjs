const o='http://localhost:4711'; 
const r = await fetch(o+'/sign-in',{method:'POST',redirect:'manual',headers:{origin:o,'content-type':'application/x-www-form-urlencoded',accept:'text/html'},body:new URLSearchParams({email:'coordinator@demo.example',password:'first do no harm'})});
const cookie=r.headers.getSetCookie().map(c=>c.split(';')[0]).join('; ');
const h=await (await fetch(o+process.argv[2],{headers:{cookie,accept:'text/html'}})).text();
const d=await (await fetch(o+process.argv[2].replace('?','/__data.json?'),{headers:{cookie}})).text();
console.log(h.length,d.length); const i=h.indexOf('role="grid"'); console.log(h.slice(i+4000,i+6500));
