//! Example documents as PDFs: a cover with a title, then a page for each part, in letters that every reader has.

/// An A4 page in points, and its margins.
const WIDTH: usize = 595;
const HEIGHT: usize = 842;
const MARGIN: usize = 64;
/// How many letters of twelve points fit into a line, and how many large ones.
const LINE: usize = 80;
const TITLE_LINE: usize = 26;
/// The colours of covers: indigo, leaf, clay, ochre, in parts of one.
const COLOURS: [&str; 4] = ["0.20 0.24 0.47", "0.16 0.39 0.27", "0.58 0.25 0.17", "0.55 0.40 0.10"];

/// A PDF with this title, what stands below it, and these parts; the first line of a part that begins with `#` is its heading.
pub fn pdf(title: &str, below: &str, parts: &[&str], colour: usize) -> Vec<u8> {
    let mut drawings = vec![cover(title, below, COLOURS[colour % COLOURS.len()])];
    drawings.extend((2..).zip(parts).map(|(number, part)| page(title, part, number)));
    let mut objects = vec![
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr) >>".to_vec(),
        kids(drawings.len()),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_vec(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    for (at, drawing) in drawings.into_iter().enumerate() {
        let content = 6 + 2 * at;
        objects.push(
            format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {content} 0 R \
                 /Resources << /Font << /F 3 0 R /B 4 0 R >> >> >>"
            )
            .into_bytes(),
        );
        let head = format!("<< /Length {} >>\nstream\n", drawing.len());
        objects.push([head.as_bytes(), &drawing, b"\nendstream"].concat());
    }
    file(&objects)
}

fn kids(count: usize) -> Vec<u8> {
    let kids: String = (0..count).map(|page| format!("{} 0 R ", 5 + 2 * page)).collect();
    format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>").into_bytes()
}

/// The objects one after the other, and the table of where each stands.
fn file(objects: &[Vec<u8>]) -> Vec<u8> {
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
    bytes.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

fn cover(title: &str, below: &str, colour: &str) -> Vec<u8> {
    let mut drawing =
        format!("{colour} rg 0 {} {WIDTH} {} re f\n1 1 1 rg\n", HEIGHT * 2 / 5, HEIGHT * 3 / 5).into_bytes();
    // A row of lozenges, as on woven cloth.
    for at in 0..9 {
        let x = MARGIN + at * 52;
        drawing.extend(
            format!("{} {} m {} {} l {} {} l {} {} l h f\n", x, 378, x + 18, 396, x + 36, 378, x + 18, 360)
                .bytes(),
        );
    }
    text(&mut drawing, "B", 34, 42, 700, wrapped(title, TITLE_LINE));
    drawing.extend(b"0.1 0.1 0.1 rg\n");
    text(&mut drawing, "F", 14, 20, 290, wrapped(below, 66));
    drawing
}

fn page(title: &str, part: &str, number: usize) -> Vec<u8> {
    let mut drawing = b"0.1 0.1 0.1 rg\n".to_vec();
    let mut top = 760;
    for line in part.lines().filter(|line| !line.trim().is_empty()) {
        if let Some(heading) = line.strip_prefix("# ") {
            text(&mut drawing, "B", 20, 26, top, wrapped(heading, 44));
            top -= 46;
        } else {
            let lines = wrapped(line, LINE);
            let high = 18 * lines.len() + 10;
            text(&mut drawing, "F", 12, 18, top, lines);
            top = top.saturating_sub(high);
        }
    }
    text(&mut drawing, "F", 9, 12, 40, vec![format!("{title} · {number}")]);
    drawing
}

fn text(drawing: &mut Vec<u8>, font: &str, size: usize, leading: usize, top: usize, lines: Vec<String>) {
    drawing.extend(format!("BT /{font} {size} Tf {leading} TL {MARGIN} {top} Td\n").bytes());
    for line in lines {
        drawing.push(b'(');
        for letter in line.chars().filter_map(windows) {
            if matches!(letter, b'(' | b')' | b'\\') {
                drawing.push(b'\\');
            }
            drawing.push(letter);
        }
        drawing.extend(b") Tj T*\n");
    }
    drawing.extend(b"ET\n");
}

fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let last = lines.last_mut().filter(|line| line.chars().count() + 1 + word.chars().count() <= most);
        match last {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// A letter in Windows' code (WinAnsiEncoding, ISO 32000-1, annex D); what it lacks is left out.
fn windows(letter: char) -> Option<u8> {
    match letter {
        '’' => Some(0x92),
        '‘' => Some(0x91),
        '–' => Some(0x96),
        '—' => Some(0x97),
        '…' => Some(0x85),
        'œ' => Some(0x9c),
        'Œ' => Some(0x8c),
        '\u{202f}' => Some(0xa0),
        other => u8::try_from(u32::from(other)).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_has_a_cover_and_a_page_for_each_part() {
        let pdf = pdf("Un titre (court)", "Ce qu’il dit.", &["# Un\nDu texte.", "# Deux\nEncore."], 1);
        let text = String::from_utf8_lossy(&pdf);
        assert!(text.starts_with("%PDF-1.7") && text.ends_with("%%EOF\n"));
        assert_eq!(text.matches("/Type /Page ").count(), 3);
        assert!(text.contains("\\(court\\)"));
    }

    #[test]
    fn lines_are_no_longer_than_they_may_be() {
        let lines = wrapped("un deux trois quatre cinq", 10);
        assert_eq!(lines, ["un deux", "trois", "quatre", "cinq"]);
        assert_eq!(wrapped("", 10), Vec::<String>::new());
    }
}
