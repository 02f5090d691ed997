// A file that another application hands over stays on the phone until she says what it is for (`script/shared.js`), network or not.
const SHARED = 'partage';

async function receive(request) {
  let why = '';
  try {
    await caches.delete(SHARED);
    const files = (await request.formData()).getAll('fichier').filter(({ size }) => size);
    const [file] = files;
    if (file && !leaving) {
      const headers = { 'content-type': file.type, 'x-name': encodeURIComponent(file.name), 'x-count': files.length };
      await (await caches.open(SHARED)).put('/partager', new Response(file, { headers }));
    }
  } catch {
    why = '?plein';
  }
  return Response.redirect(`/partager${why}`, 303);
}
