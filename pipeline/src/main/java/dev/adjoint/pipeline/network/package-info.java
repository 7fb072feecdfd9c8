/// The networks that a model can be made of, as plain data.
///
/// [dev.adjoint.pipeline.network.ArchitectureKind] lists the kinds of networks. Each says what it
/// reads, which [dev.adjoint.pipeline.settings.PlanOption]s it has, and which settings of the
/// training are its defaults. [dev.adjoint.pipeline.network.NetworkPlan] holds the choices of the
/// user. From it and the data, a kind makes an [dev.adjoint.pipeline.network.Architecture], which
/// is stored in `model.json` and builds the network. [dev.adjoint.pipeline.network.Perceptron] is a
/// multilayer perceptron, [dev.adjoint.pipeline.network.WideDeep] one with a linear path beside it;
/// [dev.adjoint.pipeline.network.TextNetwork] is one of the networks for texts,
/// [dev.adjoint.pipeline.network.TextTableNetwork] reads other columns beside them,
/// [dev.adjoint.pipeline.network.WritingNetwork] one that writes them.
/// [dev.adjoint.pipeline.network.StartingWeights] are those of another training.
@NullMarked
package dev.adjoint.pipeline.network;

import org.jspecify.annotations.NullMarked;
