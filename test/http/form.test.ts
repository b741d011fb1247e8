import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxJsonBytes } from '../../src/http/request/bodies.ts';
import { startService, type TestService, type TestUser } from '../support/service.ts';

let service: TestService;
let administrator: TestUser;
beforeAll(async () => {
  service = await startService();
  administrator = await service.user([{ role: 'security-administrator', scope: { kind: 'city' } }]);
});
afterAll(() => service.close());

const person = {
  personKind: 'human',
  name: '张三',
  identityNo: null,
  login: 'zhang.san',
  password: 'a first password',
  hospitalId: null,
};
const send = (body: string | Buffer, type: string | undefined = 'application/json') => {
  const request = service.http.post('/v1/accounts').set(administrator.bearer);
  return (type === '' ? request : request.set('content-type', type)).serialize((text) => text).send(body as string);
};

describe('a JSON body', () => {
  it.each([
    ['not JSON', '{"a":', 'form.json'],
    ['two values', '{} {}', 'form.json'],
    ['a key that stands twice', '{"login":"a","login":"b"}', 'form.duplicate-key'],
    ['a key that stands twice in two spellings', '{"login":"a","l\\u006fgin":"b"}', 'form.duplicate-key'],
    ['a key that stands twice further in', '{"a":[{"b":1,"c":{"d":1,"d":2}}]}', 'form.duplicate-key'],
    ['half of a surrogate pair', '{"name":"\\ud83d"}', 'form.ill-formed-text'],
    ['an array', '[]', 'form.invalid'],
    ['a string', '"x"', 'form.invalid'],
    ['null', 'null', 'form.invalid'],
    ['nothing', '', 'form.invalid'],
    ['a thousand levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'form.invalid'],
  ])('that is %s is a 400 that says so', async (_what, text, code) => {
    const answer = await send(text).expect(400);
    expect(answer.body.code).toBe(code);
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  it('may hold equal keys in different objects and whole surrogate pairs', async () => {
    const text = JSON.stringify({ ...person, login: 'pair', name: '😀' }).replace('😀', '\\ud83d\\ude00');
    await send(text).expect(201);
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'unknown'])(
    'with the field %s is refused by name',
    async (field) => {
      const text = JSON.stringify({ ...person, login: 'proto' }).replace('{', `{"${field}":{"admin":true},`);
      const answer = await send(text).expect(400);
      expect(answer.body.errors).toEqual([
        expect.objectContaining({ at: 'body', code: 'form.unknown-field', detail: expect.stringContaining(field) }),
      ]);
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
    },
  );

  it('in GB18030 is refused instead of stored as question marks', async () => {
    const bytes = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]), Buffer.from('"}')]);
    const answer = await send(bytes).expect(400);
    expect(answer.body.code).toBe('form.utf-8');
  });

  it('names every bad field at once, without the secrets in it', async () => {
    const answer = await send(JSON.stringify({ ...person, login: 'Ä', password: 'hunter2' })).expect(400);
    expect(answer.body.errors.map((row: { at: string }) => row.at).sort()).toEqual(['body.login', 'body.password']);
    expect(answer.text).not.toContain('hunter2');
  });

  it('of a megabyte is read, and of one byte more is a 413', async () => {
    const fit = await send(`"${'x'.repeat(maxJsonBytes - 2)}"`).expect(400);
    expect(fit.body.code).toBe('form.invalid');
    const over = await send(`"${'x'.repeat(maxJsonBytes - 1)}"`).expect(413);
    expect(over.body.code).toBe('form.too-large');
  });

  it.each([
    'text/plain',
    'application/xml',
    'application/jsonp',
    'text/json',
    'not a type',
    'multipart/form-data; boundary=x',
  ])('sent as %s is a 415', async (type) => {
    const answer = await send(JSON.stringify(person), type).expect(415);
    expect(answer.body.code).toBe('form.content-type');
  });

  it('is refused where the operation reads none, but for the empty object', async () => {
    const user = await service.user([]);
    const out = (body: object) => service.http.post('/v1/auth/logout').set(user.bearer).send(body);
    const refused = await out({ everything: true }).expect(400);
    expect(refused.body.errors[0].code).toBe('form.unknown-field');
    await out({}).expect(204);
  });
});

describe('an address', () => {
  const get = (url: string) => service.http.get(url).set(administrator.bearer);

  it.each([
    ['a field that stands twice', '/v1/accounts?login=aa&login=bb'],
    ['a field nobody declared', '/v1/accounts?login=aa&limit=5'],
    ['a field where none is read', '/v1/me?verbose=1'],
    ['a prototype', '/v1/accounts?__proto__=1&login=aa'],
    ['an array in brackets', '/v1/accounts?login[]=aa'],
    ['a missing field', '/v1/accounts'],
  ])('with %s is a 400', async (_what, url) => {
    const answer = await get(url).expect(400);
    expect(answer.body.code).toBe('form.invalid');
  });

  it.each([
    ['an identifier that decodes to nothing', '/v1/accounts/%E4%BD'],
    ['a malformed percent-encoding', '/v1/accounts/%zz'],
    ['a malformed percent-encoding elsewhere', '/%'],
    ['an over-long identifier', `/v1/accounts/${'a'.repeat(201)}`],
    ['a very long path', `/${'a/'.repeat(4_000)}`],
    ['an identifier of another form', '/v1/accounts/..%2f..%2fetc'],
    ['a null character', '/v1/accounts/%00'],
    ['a double slash', '//v1/me'],
    ['a slash at the end', '/v1/me/'],
    ['other letters', '/V1/ME'],
    ['nothing of ours', '/nothing/of/ours'],
  ])('with %s is the 404 of every absence', async (_what, url) => {
    const absent = await get('/v1/accounts/acc_0000000000000000').expect(404);
    const answer = await get(url).expect(404);
    expect(answer.text).toBe(absent.text);
    expect(answer.headers['x-request-id']).toMatch(/^req_/);
  });

  it('with another method is a 405 that says which it takes, to anybody', async () => {
    const answer = await service.http.delete('/v1/accounts/acc_1').expect(405);
    expect(answer.headers.allow).toBe('GET');
    expect(answer.body.code).toBe('form.method');
    const both = await service.http.patch('/v1/accounts').expect(405);
    expect(both.headers.allow).toBe('POST, GET');
    await service.http.head('/v1/me').expect(405);
    await service.http.options('/v1/me').expect(405);
    const plain = await service.http.post('/healthz').expect(405);
    expect(plain.headers.allow).toBe('GET');
    await service.http.delete('/nothing').expect(404);
  });

  it('asks for the token before it reads the body', async () => {
    const answer = await service.http
      .post('/v1/accounts')
      .set('content-type', 'application/json')
      .send('{"a":')
      .expect(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });
});

describe('a header', () => {
  it.each(['3', 'W/"3"', '"abc"', '*', '"3", "4"'])('If-Match: %s is a 400', async (value) => {
    const answer = await send(JSON.stringify(person)).set('if-match', value).expect(400);
    expect(answer.body.code).toBe('form.if-match');
  });

  it.each([
    ['', '没有相关信息'],
    ['en', 'There is no information'],
    ['en-GB,en;q=0.9,zh;q=0.1', 'There is no information'],
    ['zh-CN,zh;q=0.9,en;q=0.8', '没有相关信息'],
    ['en;q=0.3, zh;q=0.7', '没有相关信息'],
    ['en;q=0', '没有相关信息'],
    ['fr, de;q=0.5', '没有相关信息'],
    ['zen', '没有相关信息'],
    [`${'x,'.repeat(5_000)}en`, '没有相关信息'],
  ])('Accept-Language: %s chooses the language', async (value, sentence) => {
    const answer = await service.http.get('/nothing').set('accept-language', value).expect(404);
    expect(answer.body.detail).toContain(sentence);
  });
});

describe('bytes that are hardly HTTP', () => {
  it.each([
    ['a method nobody knows', 'FROBNICATE /v1/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 400],
    ['a method that is known but not used', 'PROPFIND /v1/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 405],
    [
      'a body shorter than it says',
      'POST /v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 3\r\nconnection: close\r\n\r\n{}\n',
      400,
    ],
    ['two lengths', 'POST /v1/auth/login HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}', 400],
    [
      'an address with a host in it',
      'GET http://elsewhere.example/v1/me HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
      401,
    ],
    ['the asterisk', 'OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n', 404],
    ['a header of 20 kB', `GET /v1/me HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('get a 4xx: %s', async (_what, bytes, status) => {
    expect(await statusOfRaw(bytes)).toBe(status);
  });

  it('leave the service as it was', async () => {
    await service.http.get('/healthz').expect(200);
    expect(service.logged()).not.toContain('"bug"');
  });
});

/** Sends bytes as they are and reads the status line. */
function statusOfRaw(bytes: string): Promise<number> {
  const { port } = new URL(service.baseUrl);
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1])));
  });
}
