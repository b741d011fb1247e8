import { Navigate } from 'react-router';
import { useWords } from '../language/words.ts';
import { Nothing } from '../parts/states.tsx';
import { shellWords } from './messages.ts';
import { useNavigation } from './navigation.ts';

/** The first page of the role that somebody holds. */
export function Home() {
  const [first] = useNavigation();
  const say = useWords(shellWords);
  const page = first?.pages[0];
  return page === undefined ? <Nothing says={say('noRole')} /> : <Navigate to={page.path} replace />;
}
