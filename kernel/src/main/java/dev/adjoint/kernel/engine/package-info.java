/// The two ways to make a kernel call: by its definition, and with the Vector API.
///
/// `ActiveKernels` loads one of them by name, so that without the module `jdk.incubator.vector` no
/// class that uses it is linked.
@NullMarked
package dev.adjoint.kernel.engine;

import org.jspecify.annotations.NullMarked;
