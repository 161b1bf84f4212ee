using Switchback.Dashboard.Hosting;

return await Start.RunAsync(args);
