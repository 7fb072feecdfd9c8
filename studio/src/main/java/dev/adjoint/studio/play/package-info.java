/// The page Play: a small network that learns points of the plane, step by step.
///
/// - [PlaySetup] is everything that determines a run, with [PlayData], [PointFeature], [PlayLoss]
///   and [WeightStart] as its choices.
/// - [PlayPoints] are the points, generated or from a [PlayTable] or drawn.
/// - [Playground] is the run with its branches; each can go to any step with the same bits.
/// - `NetMap` and `LossHistory` give what is drawn of it.
@NullMarked
package dev.adjoint.studio.play;

import org.jspecify.annotations.NullMarked;
