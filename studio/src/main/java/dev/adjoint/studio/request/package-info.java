/// How requests to the studio are read: [dev.adjoint.studio.request.Fields], strictly.
@NullMarked
package dev.adjoint.studio.request;

import org.jspecify.annotations.NullMarked;
