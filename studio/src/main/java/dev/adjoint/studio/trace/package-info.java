/// Traced steps as the pages show them; all numbers, texts and seals are those of the package
/// [dev.adjoint.explain.why].
///
/// - [TracedStep] is a step of a line or of a run in a folder.
/// - [Film] gives its stops, with the graph; [ValueView] a value as a table of addresses.
/// - [WhyView] is the reason of one number, [WhatIfView] shows how the loss changes with another
///   one.
@NullMarked
package dev.adjoint.studio.trace;

import org.jspecify.annotations.NullMarked;
