/// The addresses of the server for programs.
///
/// - [dev.adjoint.serve.protocol.OpenInference] is the Open Inference Protocol, version 2.
/// - [dev.adjoint.serve.protocol.SimplePredict] accepts rows, CSV and pixels.
/// - [dev.adjoint.serve.protocol.Answers] makes maps of predictions for both.
/// - [dev.adjoint.serve.protocol.OpenApi] describes all routes;
///   [dev.adjoint.serve.protocol.ServerCounts] counts requests, samples and batches.
@NullMarked
package dev.adjoint.serve.protocol;

import org.jspecify.annotations.NullMarked;
