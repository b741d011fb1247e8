import { accessRoutes } from './api/access.ts';
import { authRoutes } from './api/auth.ts';
import type { Route } from './route.ts';

/** Every operation of the API. The server, the access matrix and openapi.yaml are made from this one list. */
export const routes: readonly Route[] = [...authRoutes, ...accessRoutes];
