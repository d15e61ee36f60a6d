namespace IncidentBot.Core.Procedures.Settings;

/// <summary>Applies a team's ladder and rhythm of updates to a procedure.</summary>
internal static class CallPlan
{
    private static readonly TimeSpan Least = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    public static Procedure Apply(Procedure procedure, CalledProcedureOptions options, string path, List<ProcedureProblem> problems)
    {
        var found = problems.Count;
        problems.AddRange(Rungs(options, path));
        problems.AddRange(Times(options, path));
        return problems.Count > found ? procedure : procedure with { Ladder = LadderOf(procedure.Ladder!, options), Updates = CadenceOf(procedure.Updates!, options.Updates) };
    }

    private static Ladder LadderOf(Ladder shipped, CalledProcedureOptions options) => new(
        options.Ladder is { Count: > 0 } own ? [.. own.Select(rung => new Rung(rung.After, rung.Call, rung.Pages))] : shipped.Rungs,
        options.LadderRepeats is not { } repeats ? shipped.RepeatEvery : repeats == TimeSpan.Zero ? null : repeats);

    private static Cadence CadenceOf(Cadence shipped, CadenceOptions own) => new(own.Every ?? shipped.Every, own.LaterEvery ?? shipped.LaterEvery, own.LaterAfter ?? shipped.LaterAfter);

    private static IEnumerable<ProcedureProblem> Rungs(CalledProcedureOptions options, string path)
    {
        var rungs = options.Ladder ?? [];
        for (var i = 0; i < rungs.Count; i++)
        {
            var at = $"{path}:Ladder:{i}";
            if (i == 0 && rungs[i] is not { Call: Called.Primary, After.Ticks: 0 })
            {
                yield return new ProcedureProblem(at, "is called with the declaration", "After 00:00:00 and Call Primary; for P1 with Pages");
            }

            if (i > 0 && rungs[i].After <= rungs[i - 1].After)
            {
                yield return new ProcedureProblem($"{at}:After", "is not later than the rung before it", $"later than {rungs[i - 1].After}");
            }

            if (rungs[i].After > Most || rungs[i].After < TimeSpan.Zero)
            {
                yield return new ProcedureProblem($"{at}:After", "is out of range", $"00:00:00 to {Text(Most)}");
            }
        }

        if (options.Ladder is { Count: 0 })
        {
            yield return new ProcedureProblem($"{path}:Ladder", "calls nobody", "at least the rung that is called with the declaration");
        }

        if (options.LadderRepeats is { } repeats && repeats != TimeSpan.Zero && (repeats < Least || repeats > Most))
        {
            yield return new ProcedureProblem($"{path}:LadderRepeats", "is out of range", $"{Text(Least)} to {Text(Most)}, or 00:00:00 for not again");
        }
    }

    private static IEnumerable<ProcedureProblem> Times(CalledProcedureOptions options, string path)
    {
        foreach (var (name, value, least) in new[] { ("Every", options.Updates.Every, Least), ("LaterEvery", options.Updates.LaterEvery, Least), ("LaterAfter", options.Updates.LaterAfter, TimeSpan.Zero) })
        {
            if (value is { } set && (set < least || set > Most))
            {
                yield return new ProcedureProblem($"{path}:Updates:{name}", "is out of range", $"{Text(least)} to {Text(Most)}");
            }
        }
    }

    private static string Text(TimeSpan span) => span.ToString("c", System.Globalization.CultureInfo.InvariantCulture);
}
