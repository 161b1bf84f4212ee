using Switchback.Lab.Hosting;

return await LabProcess.RunAsync(args);
