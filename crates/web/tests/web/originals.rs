use std::path::Path;

use crate::client::{Answer, ask, get};
use crate::fake::Fake;
use crate::papers;

/// Asks for the original of the `n`-th paper, whose file holds `bytes`.
async fn original(n: usize, bytes: &[u8], headers: &[(&str, &str)]) -> Answer {
    let folder = tempfile::tempdir().expect("a folder");
    let id = papers::all()[n].id.clone();
    std::fs::write(folder.path().join(id.as_str()), bytes).expect("a file");
    let fake = Fake { originals: Some(Path::to_owned(folder.path())), ..Fake::new() };
    ask(fake, &format!("/papers/{id}/original"), headers).await
}

#[tokio::test]
async fn a_pdf_is_shown_in_the_browser_and_read_in_parts() {
    let whole = original(0, b"%PDF-1.7 words", &[("accept-encoding", "gzip")]).await;
    assert_eq!((whole.status.as_u16(), whole.text()), (200, "%PDF-1.7 words"));
    assert_eq!(whole.header("content-type"), "application/pdf");
    assert_eq!(whole.header("content-disposition"), "inline; filename*=UTF-8''minutes.pdf");
    assert_eq!(whole.header("accept-ranges"), "bytes");
    assert_eq!(whole.header("content-encoding"), "");
    let part = original(0, b"%PDF-1.7 words", &[("range", "bytes=9-11")]).await;
    assert_eq!((part.status.as_u16(), part.text()), (206, "wor"));
}

#[tokio::test]
async fn a_web_page_is_saved_and_can_run_nothing_here() {
    let page = original(1, b"<script>alert(1)</script>", &[]).await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-disposition").starts_with("attachment; "), "{:?}", page.headers);
    assert!(page.header("content-disposition").is_ascii());
    assert_eq!(page.header("content-security-policy"), "sandbox; default-src 'none'");
    assert_eq!(page.header("x-content-type-options"), "nosniff");
}

#[tokio::test]
async fn plain_text_keeps_its_own_encoding() {
    let utf8 = original(2, "£5 – kerbs".as_bytes(), &[]).await;
    assert_eq!(utf8.header("content-type"), "text/plain; charset=utf-8");
    assert!(utf8.header("content-disposition").starts_with("inline; "));
    let older = original(2, b"\xA35 \x96 kerbs", &[]).await;
    assert_eq!(older.header("content-type"), "text/plain; charset=windows-1252");
}

#[tokio::test]
async fn an_original_that_is_not_kept_is_not_found() {
    let minutes = &papers::all()[0];
    let missing = get(&format!("/papers/{}/original", minutes.id)).await;
    assert_eq!(missing.status, 404);
    assert!(missing.text().contains("no original file of this paper"), "{}", missing.text());
    let unknown = get("/papers/p_0000000000000000/original").await;
    assert_eq!(unknown.status, 404);
    let replaced = get(&format!("/papers/{}/original", papers::replaced())).await;
    assert_eq!(replaced.status, 410);
}
