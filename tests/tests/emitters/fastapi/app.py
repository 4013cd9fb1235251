"""An application of FastAPI that returns what it receives. Prints the port that it listens on, and runs until it is ended."""

import socket
from collections.abc import AsyncIterable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

import uvicorn
from fastapi import Body, Cookie, Depends, FastAPI, File, Form, Header, HTTPException, Query, Request, Response, UploadFile
from fastapi.security import APIKeyHeader, HTTPBearer
from fastapi.sse import EventSourceResponse, ServerSentEvent
from pydantic import BaseModel, Field, JsonValue

app = FastAPI(title="Echo", version="1.0.0")


class Color(str, Enum):
    RED = "red"
    DARK_BLUE = "dark-blue"


class Level(IntEnum):
    LOW = 1
    HIGH = 10


class Cat(BaseModel):
    kind: Literal["cat"]
    lives: int = 9


class Dog(BaseModel):
    kind: Literal["dog"]
    name: str
    tricks: set[str] = set()


Item = TypeVar("Item")


class Point(BaseModel):
    x: float
    y: float


class Node(BaseModel):
    name: str
    children: list["Node"] = []


class Everything(BaseModel):
    """One property of each kind."""

    version: Literal[2] = 2
    id: UUID
    name: str = Field(min_length=1, max_length=20)
    count: int
    ratio: float
    is_open: bool
    color: Color
    level: Level
    pet: Annotated[Cat | Dog, Field(discriminator="kind")]
    value: int | str | list[float]
    shape: Point | str
    pair: tuple[int, str]
    day: date
    at: datetime
    price: Decimal
    tree: Node
    tags: list[str]
    counts: dict[str, int]
    points: dict[str, Point] = {}
    note: str | None = None
    size: int | None = None
    best_color: Color | None = None
    best_pet: Annotated[Cat | Dog, Field(discriminator="kind")] | None = None
    mode: Literal["fast", "slow"] = "fast"
    extra: dict | None = None


class Change(BaseModel):
    """A partial update: what is missing stays as it is, and `null` clears it."""

    note: str | None = None
    size: int | None = None
    tags: list[str] | None = None
    best_color: Color | None = Field(default=None, alias="bestColor")


class Page(BaseModel, Generic[Item]):
    items: list[Item]
    next: str | None


class Search(BaseModel):
    text: str | None
    colors: list[Color]
    level: Level | None
    since: datetime | None
    limit: int
    strict: bool
    agent: str | None
    session: str | None


class Received(BaseModel):
    name: str | None
    content_type: str | None
    text: str


class Uploaded(BaseModel):
    main: Received
    more: list[Received]
    note: str
    color: Color | None
    count: int


@app.post("/everything", operation_id="send_everything", tags=["echo"])
async def send_everything(body: Everything) -> Everything:
    return body


@app.post("/value", operation_id="send_value", tags=["echo"])
async def send_value(body: int | Point | list[Point | None]) -> int | Point | list[Point | None]:
    return body


@app.patch("/changes", operation_id="change", tags=["echo"])
async def change(body: Change) -> dict[str, JsonValue]:
    """Returns what was set, by its name in Python."""
    return body.model_dump(exclude_unset=True)


@app.put("/points/{name}", operation_id="put_points", tags=["echo"])
async def put_points(
    name: str,
    first: Point,
    second: Annotated[Point | None, Body()] = None,
    scale: Annotated[float, Body()] = 1.0,
) -> Page[Point]:
    """Has several arguments in one body."""
    return Page(items=[point for point in (first, second) if point], next=f"{name} {scale}")


@app.post("/any", operation_id="send_any", tags=["echo"])
async def send_any(body: Any = Body()) -> Any:
    return body


@app.get("/paths/{number}/{id}/{color}/{text}", operation_id="read_path", tags=["echo"])
async def read_path(number: int, id: UUID, color: Color, text: str) -> tuple[int, UUID, Color, str]:
    return (number, id, color, text)


@app.get("/search", operation_id="search", tags=["echo"])
async def search(
    text: str | None = None,
    colors: Annotated[list[Color], Query()] = [],
    level: Level | None = None,
    since: datetime | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 10,
    strict: bool = False,
    x_agent: Annotated[str | None, Header()] = None,
    session: Annotated[str | None, Cookie()] = None,
) -> Search:
    return Search(
        text=text,
        colors=colors,
        level=level,
        since=since,
        limit=limit,
        strict=strict,
        agent=x_agent,
        session=session,
    )


async def received(file: UploadFile) -> Received:
    text = (await file.read()).decode()
    return Received(name=file.filename, content_type=file.content_type, text=text)


@app.post("/uploads", operation_id="upload", tags=["files"])
async def upload(
    main: UploadFile,
    note: Annotated[str, Form()],
    more: Annotated[list[UploadFile], File()] = [],
    color: Annotated[Color | None, Form()] = None,
    count: Annotated[int, Form()] = 1,
) -> Uploaded:
    more = [await received(file) for file in more]
    return Uploaded(main=await received(main), more=more, note=note, color=color, count=count)


BYTES = {"content": {"application/octet-stream": {}}}


@app.post(
    "/bytes",
    operation_id="send_bytes",
    tags=["files"],
    response_class=Response,
    responses={200: BYTES},
    openapi_extra={"requestBody": {"required": True, **BYTES}},
)
async def send_bytes(request: Request) -> Response:
    return Response(content=await request.body(), media_type="application/octet-stream")


bearer = HTTPBearer()
key = APIKeyHeader(name="X-Key", auto_error=False)


@app.get("/credentials", operation_id="read_credentials", tags=["credentials"])
async def read_credentials(token: Annotated[Any, Depends(bearer)], key: Annotated[str | None, Depends(key)]) -> list[str | None]:
    return [token.credentials, key]


class Login(BaseModel):
    name: str
    color: Color
    remember: bool = False


@app.post("/login", operation_id="login", tags=["files"])
async def login(form: Annotated[Login, Form()]) -> Login:
    return form


@app.get("/points", operation_id="list_points", tags=["streams"])
async def list_points(count: int) -> AsyncIterable[Point]:
    for number in range(count):
        yield Point(x=number, y=-number)


@app.get("/events", operation_id="watch", response_class=EventSourceResponse, tags=["streams"])
async def watch(count: int) -> AsyncIterable[Point]:
    for number in range(count):
        yield Point(x=number, y=-number)


@app.get("/named_events", operation_id="watch_named", response_class=EventSourceResponse, tags=["streams"])
async def watch_named(count: int) -> AsyncIterable[ServerSentEvent]:
    for number in range(count):
        yield ServerSentEvent(data={"x": number, "y": 0.5}, event="moved", id=str(number))


@app.delete("/pets/{name}", operation_id="delete_pet", status_code=204, tags=["echo"])
async def delete_pet(name: str) -> None:
    if name == "unknown":
        raise HTTPException(status_code=404, detail="there is no such pet")


if __name__ == "__main__":
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])
