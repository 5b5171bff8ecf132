import { Redeem } from '../../../features/vouchers/Redeem';
import { AdminScreen } from '../parts/AdminScreen';

/** The till of the platform's own shops. */
export default function AdminRedeemScreen() {
  return (
    <AdminScreen area="staff.orders" title="核销">
      {() => <Redeem as="admin" />}
    </AdminScreen>
  );
}
