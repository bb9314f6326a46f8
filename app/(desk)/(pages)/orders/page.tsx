// Orders and fills: /orders, of one market: ?ticker=…, one order: ?order=…
import { OrdersPage } from '#components/orders/orders-page.tsx';

export const dynamic = 'force-dynamic';

export default function Orders() {
  return <OrdersPage />;
}
