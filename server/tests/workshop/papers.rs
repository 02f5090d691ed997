//! PDFs written by hand, as small as their stories need.

/// The font of every page: Helvetica with the letters of Windows, and four of Bambara at 0x80 and after by their Unicode.
const FONT: &str =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 4 0 R >>";
/// The codes that differ from Windows.
const BAMBARA: [(char, u8); 4] = [('ɛ', 0x80), ('ɔ', 0x81), ('ɲ', 0x82), ('ŋ', 0x83)];

/// A file of these objects, whose first is the catalogue, with a table of where each stands.
pub fn file(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut table = String::new();
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (size, start) = (objects.len() + 1, bytes.len());
    bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n{table}").bytes());
    bytes.extend(
        format!("trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    bytes
}

/// A stream with its length.
pub fn stream(words: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< {words} /Length {} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// A document whose pages hold these drawings, with the resources that they name beside the font `F`.
pub fn drawn(pages: &[Vec<u8>], resources: &str, more: &[Vec<u8>]) -> Vec<u8> {
    let first = 5 + more.len();
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", first + 2 * page)).collect();
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()).into_bytes(),
        FONT.as_bytes().to_vec(),
        stream("", letters().as_bytes()),
    ];
    objects.extend_from_slice(more);
    for (page, content) in pages.iter().enumerate() {
        let drawing = first + 2 * page + 1;
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {drawing} 0 R \
                 /Resources << /Font << /F 3 0 R >> {resources} >> >>"
            )
            .into_bytes(),
        );
        objects.push(stream("", content));
    }
    file(&objects, "")
}

/// A document of these pages of text, each with its lines.
pub fn written(pages: &[&str]) -> Vec<u8> {
    let drawings: Vec<Vec<u8>> = pages.iter().map(|page| lines(page)).collect();
    drawn(&drawings, "", &[])
}

/// What draws a page as full as a page can be: coloured boxes under fifty lines of words, others for each seed.
pub fn crowded(seed: u32) -> Vec<u8> {
    let mut state = seed;
    let mut chance = move |most: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % most
    };
    let mut drawing = String::new();
    for _ in 0..20 {
        let colour = [chance(10), chance(10), chance(10)];
        let (x, y, width, height) = (chance(500), chance(800), 30 + chance(200), 20 + chance(120));
        drawing.push_str(&format!(
            "0.{} 0.{} 0.{} rg {x} {y} {width} {height} re f\n",
            colour[0], colour[1], colour[2]
        ));
    }
    let words = ["plaidoyer", "des", "organisations", "de", "femmes", "commune", "terre", "conseil", "voix"];
    let text: String = (0..50)
        .map(|_| (0..13).map(|_| words[chance(9) as usize]).collect::<Vec<_>>().join(" ") + "\n")
        .collect();
    [drawing.as_bytes(), b"0 0 0 rg ", &lines(&text)].concat()
}

/// What draws these lines.
pub fn lines(text: &str) -> Vec<u8> {
    let mut drawing = b"BT /F 12 Tf 14 TL 60 780 Td\n".to_vec();
    for line in text.lines() {
        drawing.push(b'(');
        drawing.extend(line.chars().map(code));
        drawing.extend(b") Tj T*\n");
    }
    drawing.extend(b"ET");
    drawing
}

fn code(letter: char) -> u8 {
    let own = BAMBARA.iter().find(|(own, _)| *own == letter).map(|&(_, code)| code);
    own.unwrap_or_else(|| u8::try_from(u32::from(letter)).expect("a letter of Windows or of Bambara"))
}

fn letters() -> String {
    let mut map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def \
                   1 begincodespacerange <00> <ff> endcodespacerange 2 beginbfrange \
                   <20> <7e> <0020> <a0> <ff> <00a0> endbfrange 4 beginbfchar "
        .to_owned();
    for (letter, code) in BAMBARA {
        map.push_str(&format!("<{code:02x}> <{:04x}> ", u32::from(letter)));
    }
    map + "endbfchar endcmap end end"
}

/// A document that needs a password: with another one than none its key does not fit.
pub fn locked() -> Vec<u8> {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_vec(),
        format!(
            "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{}> /U <{}> >>",
            "4f".repeat(32),
            "55".repeat(32)
        )
        .into_bytes(),
    ];
    file(
        &objects,
        "/Encrypt 4 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]",
    )
}

/// Pages that hold themselves.
pub fn turning_in_circles() -> Vec<u8> {
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R 2 0 R 4 0 R] /Count 3 >>".to_vec(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>".to_vec(),
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 4 0 R 3 0 R] /Count 3 >>".to_vec(),
    ];
    file(&objects, "")
}

/// Ten drawings, each of which draws the next one ten times: the work of days.
pub fn endless() -> Vec<u8> {
    const DEEP: usize = 10;
    let form = |number: usize| {
        let next = 5 + number + 1;
        let content = if number + 1 < DEEP { "/X Do ".repeat(10) } else { "0 0 9 9 re f ".to_owned() };
        let words = format!(
            "/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X {next} 0 R >> >>"
        );
        stream(&words, content.as_bytes())
    };
    let forms: Vec<Vec<u8>> = (0..DEEP).map(form).collect();
    drawn(&[b"/X Do".to_vec()], "/XObject << /X 5 0 R >>", &forms)
}

/// An image instead of text: what a scanner makes.
pub fn scanned() -> Vec<u8> {
    let grey: Vec<u8> = (0..64 * 64).map(|at| u8::try_from(at % 251).unwrap_or_default()).collect();
    let image = stream(
        "/Type /XObject /Subtype /Image /Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8",
        &grey,
    );
    drawn(&[b"500 0 0 700 40 60 cm /X Do".to_vec()], "/XObject << /X 5 0 R >>", &[image])
}
