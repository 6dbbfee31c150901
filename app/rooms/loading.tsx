import { LoadingPage } from '../_ui/loading-page.tsx';

export default function RoomsLoading() {
  return <LoadingPage />;
}
