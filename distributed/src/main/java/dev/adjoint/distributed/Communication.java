package dev.adjoint.distributed;

/// What the gradients of a run have cost so far.
///
/// @param bytes how many bytes of gradients this process has given to the collective
/// @param busySeconds how long the collective was in use, for gradients and figures
/// @param waitedSeconds how long training stood still for it; the rest of the time they overlapped
public record Communication(long bytes, double busySeconds, double waitedSeconds) {}
