import { createBrowserRouter, type RouteObject } from 'react-router';
import { BrokenPage } from '../parts/broken-page.tsx';
import { AbsentPage } from '../parts/states.tsx';
import { Gate } from '../shell/gate.tsx';
import { Home } from '../shell/home.tsx';
import { allPages } from './all-pages.ts';
import type { PageEntry } from './role-pages.ts';

/** Every address of the console. What stands behind one is loaded when somebody goes there. */
const pages: RouteObject[] = allPages
  .flatMap((role) => role.pages)
  .map((page) => ({
    path: page.path,
    handle: page satisfies PageEntry,
    lazy: async () => {
      const [Component, frame] = await Promise.all([
        page.load(),
        page.plain ? undefined : import('../parts/framed.tsx'),
      ]);
      return { Component: frame === undefined ? Component : frame.framed(Component) };
    },
    ErrorBoundary: BrokenPage,
  }));

export const router = createBrowserRouter([
  {
    path: '/',
    Component: Gate,
    ErrorBoundary: BrokenPage,
    HydrateFallback: Gate.Waiting,
    children: [
      { index: true, Component: Home },
      { path: 'login/issuer', Component: Home },
      ...pages,
      { path: '*', Component: AbsentPage },
    ],
  },
]);
