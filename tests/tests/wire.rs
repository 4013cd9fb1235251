//! What is sent, byte for byte: a crate is made of `corpus/wire.yaml`, and a program prints the requests that it would send.
//!
//! What is expected stands in the table "Style Values" of OpenAPI 3.0.3, with percent-encoding where a URL needs it.

use signet_tests::{documents, program};

/// Calls of the generated crate, each with what it is expected to send.
const CALLS: &[(&str, &str)] = &[
    ("simple(T, L, &p)", "/simple/blue/blue,black,brown/R,100,G,200,B,150"),
    ("simple_exploded(T, L, &p)", "/simple_exploded/blue/blue,black,brown/R=100,G=200,B=150"),
    ("label(T, L, &p)", "/label/.blue/.blue.black.brown/.R.100.G.200.B.150"),
    ("label_exploded(T, L, &p)", "/label_exploded/.blue/.blue.black.brown/.R=100.G=200.B=150"),
    ("matrix(T, L, &p)", "/matrix/;color=blue/;colors=blue,black,brown/;parts=R,100,G,200,B,150"),
    ("matrix(\"\", L, &p)", "/matrix/;color/;colors=blue,black,brown/;parts=R,100,G,200,B,150"),
    (
        "matrix_exploded(T, L, &p)",
        "/matrix_exploded/;color=blue/;colors=blue;colors=black;colors=brown/;R=100;G=200;B=150",
    ),
    (
        "matrix_exploded(\"\", L, &p)",
        "/matrix_exploded/;color/;colors=blue;colors=black;colors=brown/;R=100;G=200;B=150",
    ),
    ("form().color(T).colors(L).parts(&p)", "/form?color=blue&colors=blue,black,brown&parts=R,100,G,200,B,150"),
    ("form().color(\"\")", "/form?color="),
    (
        "form_exploded().color(T).colors(L).parts(&p)",
        "/form_exploded?color=blue&colors=blue&colors=black&colors=brown&R=100&G=200&B=150",
    ),
    ("form_exploded().color(\"\").colors(&[])", "/form_exploded?color="),
    (
        "space_delimited().colors(L).parts(&p)",
        "/space_delimited?colors=blue%20black%20brown&parts=R%20100%20G%20200%20B%20150",
    ),
    ("space_delimited_exploded().colors(L)", "/space_delimited_exploded?colors=blue&colors=black&colors=brown"),
    (
        "pipe_delimited().colors(L).parts(&p)",
        "/pipe_delimited?colors=blue%7Cblack%7Cbrown&parts=R%7C100%7CG%7C200%7CB%7C150",
    ),
    ("deep_object().parts(&p)", "/deep_object?parts%5BR%5D=100&parts%5BG%5D=200&parts%5BB%5D=150"),
    (
        "header().x_color(T).x_colors(L).x_parts(&p)",
        "/header x-color: blue x-colors: blue,black,brown x-parts: R,100,G,200,B,150",
    ),
    (
        "header_exploded().x_color(T).x_colors(L).x_parts(&p)",
        "/header_exploded x-color: blue x-colors: blue,black,brown x-parts: R=100,G=200,B=150",
    ),
    (
        "cookie().color(T).colors(L).parts(&p)",
        "/cookie cookie: color=blue; colors=blue,black,brown; parts=R,100,G,200,B,150",
    ),
    ("cookie().color(\"a b;c&d=e%\").color(\"a b;c&d=e%\")", "/cookie cookie: color=a%20b%3Bc%26d=e%25"),
    (
        "cookie_exploded().color(T).colors(L).parts(&p)",
        "/cookie_exploded cookie: color=blue; colors=blue&colors=black&colors=brown; R=100&G=200&B=150",
    ),
    // What the table does not show: escapes inside of what a style joins, and setters that are called again.
    ("simple(\"a/b\", &[\"a,b\", \"c\"], &p)", "/simple/a%2Fb/a%2Cb,c/R,100,G,200,B,150"),
    ("form().colors(&[\"a,b\", \"é&\"])", "/form?colors=a%2Cb,%C3%A9%26"),
    ("form_exploded().colors(&[\"a\", \"b\"]).colors(L)", "/form_exploded?colors=blue&colors=black&colors=brown"),
    ("reserved().color(\"a/b?c=d:e&f+g#h[i] j%\")", "/reserved?color=a/b?c=d:e%26f%2Bg%23h%5Bi%5D%20j%25"),
    ("reserved().colors(&[\"a/b\", \"c\"])", "/reserved?colors=a/b,c"),
    (
        "content().parts(&p).x_parts(&p)",
        "/content?parts=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D x-parts: {\"R\":100,\"G\":200,\"B\":150}",
    ),
    (
        "deeper(&[Shade::Light, Shade::Dark]).filter(&Filter::new().name(\"x\").any_of(vec![\"a\".into(), \"b\".into()]).parts(p.clone())).counts(&[1, -2])",
        "/deeper?filter%5Bname%5D=x&filter%5Bany_of%5D%5B0%5D=a&filter%5Bany_of%5D%5B1%5D=b&filter%5Bparts%5D%5BR%5D=100&filter%5Bparts%5D%5BG%5D=200&filter%5Bparts%5D%5BB%5D=150&counts=1&counts=-2&shades=light&shades=dark",
    ),
    // Bodies.
    (
        "send_body(&filter)",
        "/bodies content-type: application/json {\"name\":\"a b\",\"any_of\":[\"é\",\"c\"],\"parts\":{\"R\":100,\"G\":200,\"B\":150}}",
    ),
    (
        "send_body_form(&filter)",
        "/bodies content-type: application/x-www-form-urlencoded name=a+b&any_of=%C3%A9%7Cc&parts%5BR%5D=100&parts%5BG%5D=200&parts%5BB%5D=150",
    ),
    (
        "send_form(&filter)",
        "/bodies content-type: application/x-www-form-urlencoded name=a+b&any_of=%C3%A9&any_of=c&parts=%7B%22R%22%3A100%2C%22G%22%3A200%2C%22B%22%3A150%7D",
    ),
    ("send_body_text(\"a b\")", "/bodies content-type: text/plain a b"),
    ("send_body_bytes(vec![65, 66].into())", "/bodies content-type: application/octet-stream AB"),
    (
        "send_body_multipart(&Multipart::new().text(\"a\", \"b\").json(\"p\", &p).file(\"f\", \"x\\\"y.png\", \"image/png\", vec![67]))",
        "/bodies content-type: multipart/form-data; boundary=BOUNDARY --BOUNDARY|Content-Disposition: form-data; name=\"a\"||b|--BOUNDARY|Content-Disposition: form-data; name=\"p\"|Content-Type: application/json||{\"R\":100,\"G\":200,\"B\":150}|--BOUNDARY|Content-Disposition: form-data; name=\"f\"; filename=\"x%22y.png\"|Content-Type: image/png||C|--BOUNDARY--|",
    ),
    // An object in a form is JSON by its content type, unless a style says otherwise (OpenAPI 3.0.4, Encoding Object).
    (
        "order(&order)",
        "/orders content-type: application/x-www-form-urlencoded id=1&billing=%7B%22id%22%3A2%7D&shipping=%7B%22id%22%3A3%7D&lines=%7B%22id%22%3A4%7D&lines=%7B%22id%22%3A5%7D&labels=%7B%22a%22%3A%22b%22%7D",
    ),
    (
        "order_styled(&order)",
        "/orders content-type: application/x-www-form-urlencoded id=1&id=2&shipping=id,3&lines=%5B%7B%22id%22%3A4%7D%2C%7B%22id%22%3A5%7D%5D&labels%5Ba%5D=b",
    ),
    // A list inside an exploded object repeats its key.
    (
        "orders(&pageable).last(&pageable)",
        "/orders?page=2&size=10&sort=name&sort=id%2Cdesc&at=%7B%22id%22%3A1%7D cookie: page=2&size=10&sort=name&sort=id%2Cdesc&at={%22id%22:1}",
    ),
    ("orders(&Pageable::new().sort(vec![]).page(1))", "/orders?page=1"),
    // Other bodies of parts, each part in the document's order; the type of a related body is that of its first part.
    (
        "send_mixed(&SendMixedForm::new(Part::file(\"a.bin\", b\"A\")).code(&data).about(&Place::new(1)).either(Part::text(\"or\")).one_or_more(vec![Part::bytes(b\"B\"), Part::bytes(b\"C\")]))",
        "/mixed content-type: multipart/mixed; boundary=BOUNDARY --BOUNDARY|Content-Disposition: form-data; name=\"about\"|Content-Type: application/json||{\"id\":1}|--BOUNDARY|Content-Disposition: form-data; name=\"media\"; filename=\"a.bin\"|Content-Type: application/octet-stream||A|--BOUNDARY|Content-Disposition: form-data; name=\"either\"||or|--BOUNDARY|Content-Disposition: form-data; name=\"one_or_more\"||B|--BOUNDARY|Content-Disposition: form-data; name=\"one_or_more\"||C|--BOUNDARY|Content-Disposition: form-data; name=\"code\"||+/8=|--BOUNDARY--|",
    ),
    (
        "send_related(&SendRelatedForm::new(Part::file(\"a\", RequestBody::from(b\"A\").with_content_type(\"image/gif\"))).about(&Place::new(1)))",
        "/mixed content-type: multipart/related; boundary=BOUNDARY; type=\"application/json\" --BOUNDARY|Content-Disposition: form-data; name=\"about\"|Content-Type: application/json||{\"id\":1}|--BOUNDARY|Content-Disposition: form-data; name=\"media\"; filename=\"a\"|Content-Type: image/gif||A|--BOUNDARY--|",
    ),
    (
        "send_batch(&Multipart::new().part(\"\", Part::bytes(b\"GET /\").with_content_type(\"application/http\")).part(\"\", Part::text(\"b\")))",
        "/mixed content-type: multipart/mixed; boundary=BOUNDARY --BOUNDARY|Content-Type: application/http||GET /|--BOUNDARY||b|--BOUNDARY--|",
    ),
    // Media types that the document leaves open.
    ("send_image(b\"GIF89a!\".into())", "/image content-type: image/gif GIF89a!"),
    ("send_image(RequestBody::from(b\"x\").with_content_type(\"image/x-own\"))", "/image content-type: image/x-own x"),
    ("send_image(b\"%PDF-1\".into())", "/image content-type: application/octet-stream %PDF-1"),
    ("send_image(RequestBody::from_path(&photo))", "/image content-type: image/png in a file"),
    ("send_image(b\"x\".into()).with_header(\"content-type\", \"image/x-own\")", "/image content-type: image/x-own x"),
    ("send_picture(b\"x\".into())", "/image content-type: image/png x"),
    ("send_picture(RequestBody::from_path(&picture))", "/image content-type: image/jpeg in a file"),
    ("send_any_file(b\"%PDF-1\".into())", "/image content-type: application/pdf %PDF-1"),
    // Bodies that may be `null`.
    ("send_nullable(Some(&Place::new(1)))", "/null content-type: application/json {\"id\":1}"),
    ("send_nullable(None)", "/null content-type: application/json null"),
    ("send_maybe()", "/null"),
    ("send_maybe().body(None)", "/null content-type: application/json null"),
    ("send_maybe().body(Some(&[\"a\".to_owned()]))", "/null content-type: application/json [\"a\"]"),
    // Enumerations of integers.
    (
        "grades(Grade::from(1), Grade::from(-2)).least(Grade::from(7)).several(&[Grade::from(1), Grade::from(-2)]).x_grade(Grade::from(1)).last(GradesLast::from(5)).filter(&GradesFilter::new().grade(Grade::from(-2)))",
        "/grades/1/.-2?least=7&several=1,-2&filter%5Bgrade%5D=-2 x-grade: 1 cookie: last=5",
    ),
    (
        "send_grades(Grade::from(1), \"x\", &Grades::new(Grade::from(-2)).many(vec![Grade::from(1), Grade::from(3)]))",
        "/grades/1/x content-type: application/x-www-form-urlencoded one=-2&many=1&many=3",
    ),
    (
        "send_grades_multipart(Grade::from(1), \"x\", &SendGradesForm::new(Grade::from(-2)).many(&[Grade::from(1)]))",
        "/grades/1/x content-type: multipart/form-data; boundary=BOUNDARY --BOUNDARY|Content-Disposition: form-data; name=\"one\"||-2|--BOUNDARY|Content-Disposition: form-data; name=\"many\"||1|--BOUNDARY--|",
    ),
    // Formats.
    (
        "formats(day, id, utc, &data).since(east).level(200).days(&[day, day]).times(&[utc, east]).x_since(utc).x_ids(&[id, id]).token(&data)",
        "/formats/2024-02-29/123e4567-e89b-12d3-a456-426614174000/2024-02-29T12%3A00%3A00Z/%2B%2F8%3D?since=2024-02-29T12%3A00%3A00.500%2B05%3A30&level=200&days=2024-02-29,2024-02-29&times=2024-02-29T12%3A00%3A00Z%7C2024-02-29T12%3A00%3A00.500%2B05%3A30 x-since: 2024-02-29T12:00:00Z x-ids: 123e4567-e89b-12d3-a456-426614174000,123e4567-e89b-12d3-a456-426614174000 cookie: token=+/8=",
    ),
    (
        "stamp(&Stamp::new(east).day(day).id(id).data(data.clone()).when(StampWhen::DateTime(utc)))",
        "/stamps content-type: application/json {\"at\":\"2024-02-29T12:00:00.500+05:30\",\"day\":\"2024-02-29\",\"id\":\"123e4567-e89b-12d3-a456-426614174000\",\"data\":\"+/8=\",\"when\":\"2024-02-29T12:00:00Z\"}",
    ),
    (
        "stamp_form(&Stamp::new(utc).day(day).data(data))",
        "/stamps content-type: application/x-www-form-urlencoded at=2024-02-29T12%3A00%3A00Z&day=2024-02-29&data=%2B%2F8%3D",
    ),
    (
        "send_reserved(&Filter::new().name(\"a/b?c=d&e f+\").any_of(vec![\"é/\".into(), \"c\".into()]).parts(p.clone()))",
        "/bodies content-type: application/x-www-form-urlencoded name=a/b?c=d%26e+f%2B&any_of=%C3%A9%2F+c&parts=R,100,G,200,B,150",
    ),
    (
        "send_fixed(&SendFixedForm::default().title(\"b\"))",
        "/fixed content-type: multipart/form-data; boundary=BOUNDARY --BOUNDARY|Content-Disposition: form-data; name=\"kind\"||icon|--BOUNDARY|Content-Disposition: form-data; name=\"level\"||2|--BOUNDARY|Content-Disposition: form-data; name=\"title\"||b|--BOUNDARY|Content-Disposition: form-data; name=\"about\"|Content-Type: application/json||\"all\"|--BOUNDARY|Content-Disposition: form-data; name=\"note\"|Content-Type: text/markdown||# a|--BOUNDARY--|",
    ),
    (
        "send_parts(&SendPartsForm::new(Part::file(\"aé\\r\\n\\\".png\", b\"A\"), &Shade::Dark))",
        "/parts content-type: multipart/form-data; boundary=BOUNDARY --BOUNDARY|Content-Disposition: form-data; name=\"icon\"; filename=\"aé%0D%0A%22.png\"|Content-Type: image/png||A|--BOUNDARY|Content-Disposition: form-data; name=\"shade\"||dark|--BOUNDARY--|",
    ),
    (
        "send_parts(&SendPartsForm(SendPartsForm::new(Part::bytes(b\"B\").with_content_type(\"image/gif\"), &Shade::Light).files(vec![Part::file(\"c\", b\"C\"), Part::file(\"\", b\"D\")]).note(\"lost\").note(\"# b\").page(Part::text(\"1\").with_header(\"X-Page\", \"7\")).tags(L).sizes(&[1.0, 2.5]).parts(&p).each(&[p.clone(), p.clone()]).all(&[p.clone()]).0.text(\"more\", \"x\")))",
        "/parts content-type: multipart/form-data; boundary=BOUNDARY --BOUNDARY|Content-Disposition: form-data; name=\"icon\"|Content-Type: image/gif||B|--BOUNDARY|Content-Disposition: form-data; name=\"shade\"||light|--BOUNDARY|Content-Disposition: form-data; name=\"note\"|Content-Type: text/markdown||# b|--BOUNDARY|Content-Disposition: form-data; name=\"page\"|x-page: 7||1|--BOUNDARY|Content-Disposition: form-data; name=\"files\"; filename=\"c\"|Content-Type: application/octet-stream||C|--BOUNDARY|Content-Disposition: form-data; name=\"files\"; filename=\"\"|Content-Type: application/octet-stream||D|--BOUNDARY|Content-Disposition: form-data; name=\"tags\"||blue|--BOUNDARY|Content-Disposition: form-data; name=\"tags\"||black|--BOUNDARY|Content-Disposition: form-data; name=\"tags\"||brown|--BOUNDARY|Content-Disposition: form-data; name=\"sizes\"||1|--BOUNDARY|Content-Disposition: form-data; name=\"sizes\"||2.5|--BOUNDARY|Content-Disposition: form-data; name=\"parts\"|Content-Type: application/json||{\"R\":100,\"G\":200,\"B\":150}|--BOUNDARY|Content-Disposition: form-data; name=\"each\"|Content-Type: application/json||{\"R\":100,\"G\":200,\"B\":150}|--BOUNDARY|Content-Disposition: form-data; name=\"each\"|Content-Type: application/json||{\"R\":100,\"G\":200,\"B\":150}|--BOUNDARY|Content-Disposition: form-data; name=\"all\"|Content-Type: application/json||[{\"R\":100,\"G\":200,\"B\":150}]|--BOUNDARY|Content-Disposition: form-data; name=\"more\"||x|--BOUNDARY--|",
    ),
    (
        "send_parts(&SendPartsForm(SendPartsForm::new(Part::bytes(b\"\"), &Shade::Light).0.with_boundary(\"own-1\")))",
        "/parts content-type: multipart/form-data; boundary=BOUNDARY --BOUNDARY|Content-Disposition: form-data; name=\"icon\"|Content-Type: image/png|||--BOUNDARY|Content-Disposition: form-data; name=\"shade\"||light|--BOUNDARY--|",
    ),
    (
        "send_parts(&SendPartsForm::new(Part::text(\"\").with_header(\"a b\", \"\"), &Shade::Light))",
        "send_parts: the name of a header is not valid",
    ),
    (
        "send_parts(&SendPartsForm::new(Part::text(\"\").with_header(\"a\", \"\\n\"), &Shade::Light))",
        "send_parts: the value of the header `a` is not valid",
    ),
    ("start()", "/tasks?action=start"),
    ("find()", "/tasks?$filter=name%20eq%20%27x%27"),
    ("stop(7, \"a b\")", "/tasks?action=stop&id=7&why=a%20b"),
    ("affixes(\"a/b\", \"c\", \"d\")", "/files/a%2Fb,c/d.json"),
    ("own()", "https://upload.example.org/v3/own"),
    ("own().with_base_url(\"http://127.0.0.1:1/x/\")", "http://127.0.0.1:1/x/own"),
    ("affixes(\"a\", \"b\", \"c\").with_base_url(\"https://a.example\")", "https://a.example/files/a,b/c.json"),
    // Refused before anything is sent.
    (
        "own().with_base_url(\"http://a.example\")",
        "own: the base URL is plain http, which anyone on the way can read: use https, or call `.allow_plain_http()`",
    ),
    ("own().with_base_url(\"https://a.example?x\")", "own: the base URL has a query"),
    ("simple(\"\", L, &p)", "simple: the path parameter `color` is empty"),
    ("simple(T, &[], &p)", "simple: the path parameter `colors` is empty"),
    ("deeper(&[])", "deeper: the required query parameter `shades` is empty"),
];

const MAIN: &str = r##"
//! Prints the requests of calls.

use t_wire::chrono::{DateTime, NaiveDate};
use t_wire::ops::{self, Answer, Maybe, SendFixedForm, SendGradesForm, SendMixedForm, SendParts, SendPartsForm, SendRelatedForm, Text};
use t_wire::server::Region;
use t_wire::types::{
    Filter, Grade, Grades, GradesFilter, GradesLast, Order, Pageable, Parts, PartsRequired, Place, Shade, Stamp, StampWhen,
};
use t_wire::uuid::Uuid;
use t_wire::mock::{MockResponse, MockTransport};
use t_wire::operation::Op;
use t_wire::{Base64, Call, Client, Error, Multipart, Part, RequestBody};

const T: &str = "blue";
const L: &[&str] = &["blue", "black", "brown"];

async fn show<O: Op>(call: Call<O>) {
    match call.into_request().await {
        Ok(request) => {
            let mut shown = request.uri().to_string().replace("https://api.example.com", "");
            for (name, value) in request.headers() {
                if !["accept", "user-agent"].contains(&name.as_str()) {
                    shown += &format!(" {name}: {}", value.to_str().unwrap());
                }
            }
            if !request.body().is_empty() {
                shown += " ";
                shown += std::str::from_utf8(request.body()).unwrap();
            }
            if let Some((_, boundary)) = shown.clone().split_once("boundary=") {
                let boundary = boundary.split([' ', ';']).next().unwrap();
                shown = shown.replace(boundary, "BOUNDARY").replace("\r\n", "|");
            }
            println!("{shown}");
        }
        Err(error) => println!("{error}"),
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let client = Client::builder().build().unwrap();
    let p = Parts::new(PartsRequired { r: 100, g: 200, b: 150 });
    let filter = Filter::new().name("a b").any_of(vec!["é".into(), "c".into()]).parts(p.clone());
    let order = Order::new(1)
        .billing(Place::new(2))
        .shipping(Place::new(3))
        .lines(vec![Place::new(4), Place::new(5)])
        .labels([("a".to_owned(), "b".to_owned())].into());
    let sort = vec!["name".to_owned(), "id,desc".to_owned()];
    let pageable = Pageable::new().page(2).size(10).sort(sort).at(Place::new(1));
    let day: NaiveDate = "2024-02-29".parse().unwrap();
    let id: Uuid = "123E4567-E89B-12D3-A456-426614174000".parse().unwrap();
    let utc = DateTime::parse_from_rfc3339("2024-02-29T12:00:00Z").unwrap();
    let east = DateTime::parse_from_rfc3339("2024-02-29T12:00:00.5+05:30").unwrap();
    let data = Base64::from(vec![0xfb, 0xff]);
    let folder = std::env::current_exe().unwrap();
    let (photo, picture) = (folder.with_file_name("a.PNG"), folder.with_file_name("b.jpg"));
    for path in [&photo, &picture] {
        std::fs::write(path, "in a file").unwrap();
    }
    let _ = (Shade::Light, Multipart::new());
CALLS
    for builder in [
        Client::builder().server_region(Region::Eu).server_base("/v2"),
        Client::builder().base_url("http://127.0.0.1:1"),
        Client::builder().server_base(".evil.example/"),
        Client::builder().server_base("?"),
    ] {
        match builder.build() {
            Ok(client) => {
                show(client.start()).await;
                show(client.own()).await;
            }
            Err(error) => println!("{error}"),
        }
    }
    let mock = MockTransport::new();
    let client = Client::builder().transport(mock.clone()).build().unwrap();
    let parts = r#"{"R":1,"G":2,"B":3}"#;
    for (status, body) in [(200, parts), (202, "soon"), (204, ""), (206, "png"), (200, "soon"), (500, parts)] {
        mock.on_op::<Answer>(MockResponse::new(status, body));
        println!("{status}: {:?}", client.answer().send().await.ok());
    }
    for (status, body) in [(200, parts), (204, ""), (200, "null"), (200, "1")] {
        mock.on_op::<Maybe>(MockResponse::new(status, body));
        println!("{status}: {:?}", client.maybe().send().await.ok());
    }
    let form = SendPartsForm::new(Part::text("a"), &Shade::Light);
    for left in ["7", "many"] {
        let answer = MockResponse::new(204, "").with_header("x-left", left).with_header("x-shades", "light, dim");
        let answer = answer.with_header("x-grade", "-2");
        mock.on_op::<SendParts>(answer.with_header("x-shades", "dark"));
        let response = client.send_parts(&form).send_with_response().await.unwrap();
        assert_eq!(SendParts::x_grade(&response.headers).unwrap(), Some(Grade::from(-2)));
        println!("{:?} {:?}", SendParts::x_left(&response.headers), SendParts::x_shades(&response.headers));
    }
    mock.on_op::<Maybe>(MockResponse::new(200, "\u{feff}null"));
    println!("{:?}", client.maybe().send().await.ok());
    for body in ["as \"it\" is", ""] {
        mock.on_op::<Text>(MockResponse::new(200, body));
        println!("{:?}", client.text().send().await.ok());
    }
    // What comes in is sent again, and what does not fit is told.
    for body in [
        r#"{"at":"2024-02-29 12:00:00.123456z","id":"123E4567E89B12D3A456426614174000","data":"-_8","when":7}"#,
        r#"{"at":"2024-02-29T12:00:00-08:00","by_name":{"a":"2024-02-29"},"when":"2024-02-29T00:00:00.25+00:00"}"#,
        r#"{"at":"2024-02-29T12:00:00"}"#,
        r#"{"at":1709208000}"#,
        r#"{"at":"2024-02-29T12:00:00Z","by_name":{"a":"2023-02-29"}}"#,
        r#"{"at":"2024-02-29T12:00:00Z","id":"me"}"#,
        r#"{"at":"2024-02-29T12:00:00Z","data":"%"}"#,
    ] {
        mock.on_op::<ops::Stamp>(MockResponse::new(200, body));
        match client.stamp(&Stamp::new(utc)).send().await {
            Ok(stamp) => {
                let again = client.stamp(&stamp).into_request().await.unwrap();
                println!("{}", std::str::from_utf8(again.body()).unwrap());
                mock.on_op::<ops::Stamp>(MockResponse::new(200, again.body().to_vec()));
                assert_eq!(client.stamp(&stamp).send().await.unwrap(), stamp);
            }
            Err(error) => {
                let Error::Decode(decode) = &error else { panic!("{error}") };
                assert_eq!(decode.raw().as_ref(), body.as_bytes());
                println!("{error}");
            }
        }
    }
}
"##;

/// Where clients send their calls, and what the answers at the end of the program are read as.
const ANSWERS: &[&str] = &[
    "https://eu.example.com/v2/tasks?action=start",
    "https://upload.example.org/v3/own",
    "http://127.0.0.1:1/tasks?action=start",
    "http://127.0.0.1:1/own",
    "invalid value of the server variable `base`",
    "invalid value of the server variable `base`",
    "200: Some(Parts(Parts { r: 1, g: 2, b: 3 }))",
    "202: Some(Text(\"soon\"))",
    "204: Some(Empty)",
    "206: Some(Bytes(b\"png\"))",
    "200: None",
    "500: None",
    "200: Some(Some(Parts { r: 1, g: 2, b: 3 }))",
    "204: Some(None)",
    "200: Some(None)",
    "200: None",
    "Ok(Some(7)) Ok(Some([Light, Unknown(\"dim\"), Dark]))",
    "Err(HeaderError { name: \"x-left\" }) Ok(Some([Light, Unknown(\"dim\"), Dark]))",
    "Some(None)",
    "Some(\"as \\\"it\\\" is\")",
    "Some(\"\")",
    r#"{"at":"2024-02-29T12:00:00.123456Z","id":"123e4567-e89b-12d3-a456-426614174000","data":"+/8=","when":7}"#,
    r#"{"at":"2024-02-29T12:00:00-08:00","by_name":{"a":"2024-02-29"},"when":"2024-02-29T00:00:00.250Z"}"#,
    "stamp: at $.at: expected a date and time with an offset (RFC 3339), found a string, in a response with status 200 OK",
    "stamp: at $.at: expected a date and time with an offset (RFC 3339), found a number, in a response with status 200 OK",
    "stamp: at $.by_name.a: expected a date (RFC 3339), found a string, in a response with status 200 OK",
    "stamp: at $.id: expected a UUID, found a string, in a response with status 200 OK",
    "stamp: at $.data: expected bytes as base64, found a string, in a response with status 200 OK",
];

#[test]
fn each_style_is_sent_as_the_specification_shows() {
    let calls: Vec<String> = CALLS.iter().map(|(call, _)| format!("    show(client.{call}).await;\n")).collect();
    let main = MAIN.replace("CALLS\n", &calls.concat());
    let document = documents::corpus().join("wire.yaml");
    let sent = program::run(env!("CARGO_TARGET_TMPDIR"), "wire", &[("t-wire", document)], &main);
    assert_eq!(sent.len(), CALLS.len() + ANSWERS.len(), "{sent:#?}");
    let (sent, answers) = sent.split_at(CALLS.len());
    let wrong: Vec<_> = CALLS.iter().zip(sent).filter(|((_, expected), sent)| sent != expected).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(answers, ANSWERS);
}
