// The certified OpenID provider as an organisation has one: whoever `login_hint` names signs in without a question.
// `POST /control/accounts` says who exists, `POST /control/rotate` gives it other keys.
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';

import Provider from 'oidc-provider';

const { PORT, REDIRECT_URI, APP_REDIRECT_URI, AUDIENCE } = process.env;
const issuer = `http://127.0.0.1:${PORT}`;
let accounts = {};
let current;

function key() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' };
}

function provider() {
  return new Provider(issuer, {
    clients: [
      { client_id: 'bothways', client_secret: 'a secret: with signs/%', redirect_uris: [REDIRECT_URI] },
      {
        client_id: 'app',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: [APP_REDIRECT_URI],
      },
    ],
    jwks: { keys: [key()] },
    cookies: { keys: ['of the tests'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) => (accounts[sub] ? { accountId: sub, claims: () => ({ sub, ...accounts[sub] }) } : undefined),
    features: {
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({ scope: '', audience: AUDIENCE, accessTokenFormat: 'jwt' }),
        useGrantedResource: () => true,
      },
    },
  });
}

async function interact(request, response) {
  const { prompt, params, session } = await current.interactionDetails(request, response);
  if (prompt.name === 'login') {
    await current.interactionFinished(request, response, { login: { accountId: params.login_hint } });
    return;
  }
  const grant = new current.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  await current.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

async function control(request, response) {
  if (request.url.endsWith('/rotate')) {
    current = provider();
  } else {
    const parts = [];
    for await (const part of request) parts.push(part);
    accounts = JSON.parse(Buffer.concat(parts).toString());
  }
  response.writeHead(204).end();
}

current = provider();
createServer((request, response) => {
  const serve = request.url.startsWith('/interaction/') ? interact : control;
  if (serve === interact || request.url.startsWith('/control/')) {
    serve(request, response).catch((error) => response.writeHead(500).end(String(error)));
    return;
  }
  current.callback()(request, response);
}).listen(Number(PORT), '127.0.0.1', () => console.log('ready {}'));
