package dev.adjoint.train;

/// One line of the history.
///
/// @param epoch counted from 1
/// @param training means over the samples of the epoch, each as it was before the step that used it
/// @param validation the figures on the held-out samples after the epoch
public record EpochRecord(int epoch, Figures training, Figures validation) {}
