import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { begun } from './begin.ts';
import { Console } from './console.tsx';
import { giveNonceToStyles } from './nonce.ts';
import './base.css';
import '../shell/shell.css';
import '../parts/parts.css';
import '../parts/blocks.css';

giveNonceToStyles();
const root = document.querySelector('#console');
if (root === null) throw new Error('the document has no place for the console');
createRoot(root).render(
  <StrictMode>
    <Console ready={begun} />
  </StrictMode>,
);
