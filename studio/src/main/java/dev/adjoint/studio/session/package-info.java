/// The tabs: [Sessions] holds them, a [Session] trains on its own thread, and [Newest] passes its
/// newest picture to the clients.
@NullMarked
package dev.adjoint.studio.session;

import org.jspecify.annotations.NullMarked;
