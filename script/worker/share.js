// Files that another application hands over stay on the phone until she says what each is for (`script/shared.js`), network or not.
const SHARED = 'partage';

async function receive(request) {
  let why = '';
  try {
    for (const file of (await request.formData()).getAll('fichier')) {
      if (!file.size || leaving) continue;
      const headers = { 'content-type': file.type, 'x-name': encodeURIComponent(file.name) };
      await (await caches.open(SHARED)).put(`/partager?${Math.random()}`, new Response(file, { headers }));
    }
  } catch {
    why = '?plein';
  }
  return Response.redirect(`/partager${why}`, 303);
}
